import { person } from '@tocsin/incident';
import type { Severity } from '@tocsin/workflow';
import { given } from '../views/ask.ts';
import { type Change, change, short } from './change.ts';

/** `/incident severity [id] SEV1..SEV4 [reason]` */
export const severity: Change = (world, asked) =>
  change(world, asked, {
    what: 'You changed the severity of',
    command: (rest) => {
      const [word = '', ...others] = rest.split(/\s+/);
      const to = severities[word.toUpperCase().replace(/^SEV-?/, '')];
      if (to === undefined)
        return {
          type: 'ask',
          form: 'severity',
          given: given({ reason: rest }),
          usage:
            'Say how bad it is, from SEV1 (worst) to SEV4 (wakes nobody): `/incident severity SEV2 all uploads fail`.',
          asked,
        };
      const reason = others.join(' ');
      return {
        type: 'change-severity',
        by: person(asked.user),
        to,
        ...(reason === '' ? {} : { reason: short(reason) }),
      };
    },
  });

const severities: Readonly<Record<string, Severity>> = { 1: 'SEV1', 2: 'SEV2', 3: 'SEV3', 4: 'SEV4' };
