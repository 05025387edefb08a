type Attributes = Readonly<Record<string, { readonly S?: string } | undefined>>;

/** Attributes that make the entry of an index; all indexes hold keys alone, so an entry is one unit to write. */
const indexes: readonly (readonly string[])[] = [['duePk', 'dueAt'], ['statusPk', 'statusSk'], ['channelId']];

/**
 * What writes to the indexes cost: an entry that comes or goes is one write, one whose key changes is two (Developer
 * Guide, "Write capacity units for global secondary indexes"). Only heads have entries.
 */
export function indexUnits() {
  const heads = new Map<string, Attributes>();
  return {
    /** Units of a write that went through. */
    write(operation: string, asked: object): number {
      const { Item, Key, UpdateExpression, ExpressionAttributeValues } = asked as {
        Item?: Attributes;
        Key?: Attributes;
        UpdateExpression?: string;
        ExpressionAttributeValues?: Attributes;
      };
      const key = Item ?? Key;
      if (key?.['sk']?.S !== 'HEAD' || (operation !== 'PutItem' && operation !== 'UpdateItem')) return 0;
      const id = key['pk']?.S ?? '';
      const before = heads.get(id) ?? {};
      const after = Item ?? updated(before, UpdateExpression ?? '', ExpressionAttributeValues ?? {});
      heads.set(id, after);
      return indexes.reduce((units, index) => units + costOf(entry(index, before), entry(index, after)), 0);
    },
  };
}

/** The one update of heads there is: when the tick looks again. */
function updated({ duePk: _, dueAt: __, ...rest }: Attributes, expression: string, values: Attributes): Attributes {
  return expression.startsWith('REMOVE') ? rest : { ...rest, duePk: values[':duePk'], dueAt: values[':dueAt'] };
}

const entry = (index: readonly string[], attributes: Attributes): string =>
  index.every((name) => attributes[name] !== undefined) ? index.map((name) => attributes[name]?.S).join('\n') : '';

function costOf(before: string, after: string): number {
  if (before === after) return 0;
  return before === '' || after === '' ? 1 : 2;
}
