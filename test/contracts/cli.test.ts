import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricAlarm } from '../../packages/aws/src/signals/samples.ts';
import { tocsin, tocsinJson } from '../harness/cli.ts';

describe('tocsin on the command line', () => {
  it('npm links it by its name', () => {
    const { bin } = JSON.parse(readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8')) as {
      bin: Record<string, string>;
    };
    const file = new URL(`../../packages/cli/${bin['tocsin']}`, import.meta.url);
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  });

  it.each([
    [[]],
    [['workflow', 'show']],
    [['workflow', 'diagram']],
    [['workflow', 'lint']],
    [['workflow', 'new']],
    [['runbook', 'lint']],
    [['runbook', 'preview']],
    [['signal']],
    [['slo', 'explain']],
    [['simulate']],
    [['doctor']],
    [['redrive']],
  ])('%j --help shows an example and is no failure', async (words) => {
    const { code, stdout, stderr } = await tocsin([...words, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Example: npx tocsin ${words.join(' ')}`);
  });

  it('what is fine ends with 0, without colours, as one object when asked for', async () => {
    expect(await tocsin(['workflow', 'lint'])).toEqual({ code: 0, stdout: '2 workflows hold together.\n', stderr: '' });
    const lint = await tocsinJson(['workflow', 'lint']);
    expect(lint).toMatchObject({ code: 0, stderr: '', object: { ok: true, problems: [] } });
    const show = await tocsinJson(['workflow', 'show', 'share-link', '--stage', 'prod']);
    expect(show.object).toMatchObject({
      ok: true,
      workflow: { id: 'share-link' },
      canaries: ['tocsin_prod_share-link'],
    });
  });

  it.each([
    [['workflow', 'show', 'share\u001b[2K\u0007']],
    [['workflow', 'lint', '--cat\u001b[1A']],
    [['sign\u009b2J']],
    [['signal', 'no\u001b[2Kwhere.json']],
  ])('%j: nothing that a terminal would obey comes back', async (words) => {
    const { code, stdout, stderr } = await tocsin(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('\uFFFD');
    expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it.each([
    [['workflow', 'shw'], 'show'],
    [['workflow', 'show', 'shar-link'], 'Did you mean "share-link"?'],
    [['workflow', 'diagram', 'design-viewer', '--failing', 'uplod'], 'Did you mean "upload"?'],
    [['workflow', 'show', 'share-link', '--stag', 'x'], '--stage'],
    [['runbook', 'lint', 'idntity'], 'Did you mean "identity"?'],
    [['workflow', 'lint', '--catalog', 'docs'], 'docs holds no catalog'],
    [['signal', 'nowhere.json'], 'nowhere.json cannot be read'],
  ])('%j cannot be understood: 2, and what was meant', async (words, meant) => {
    const { code, stdout, stderr } = await tocsin(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(meant);
    expect(stderr).not.toMatch(/^\s+at /m);
    const asked = await tocsinJson(words);
    expect(asked.code).toBe(2);
    expect(asked.object).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  it('what would become of an alarm is said without running anything', async () => {
    const { code, object } = await tocsinJson(['signal', '-'], { input: JSON.stringify(metricAlarm) });
    expect(code).toBe(0);
    expect(object).toMatchObject({
      ok: true,
      signals: [
        {
          would: 'open',
          workflow: 'design-viewer',
          step: 'upload',
          incident: { severity: 'SEV2', title: 'View a design failing' },
          named: { step: 'upload', dependency: 'upload-store' },
        },
      ],
    });
  });

  it('a runbook is shown as it will be walked, with the buttons of each step', async () => {
    const { code, object } = await tocsinJson(['runbook', 'preview', 'identity', '--step', 'mend-the-provider']);
    expect({ code, file: object['file'] }).toEqual({ code: 0, file: 'runbooks/identity.md' });
    const [step] = object['steps'] as { step: string; type: string; text: string }[];
    expect(step).toMatchObject({ step: 'mend-the-provider', type: 'act' });
    expect(step?.text).toContain('tocsin-demo-mend');
    expect(step?.text).toContain('[Run](walk.start)');
  });

  it('what can come of a step is shown too, for the incident that is described', async () => {
    const shown = async (step: string, ...set: string[]) => {
      const { object } = await tocsinJson(['runbook', 'preview', 'identity', '--step', step, '--set', ...set]);
      return (object['steps'] as { text: string; outcomes: { when: string; leads: string; text: string }[] }[])[0];
    };
    const looked = await shown('does-the-front-itself-answer', 'site=https://shop.example');
    expect(looked?.text).toContain('https://shop.example/health');
    expect(looked?.outcomes).toMatchObject([
      {
        when: 'As expected',
        said: expect.stringContaining('HTTP status: 200'),
        leads: expect.stringMatching(/^goes on/),
      },
      { when: 'Not as expected', said: expect.stringContaining('HTTP status: 503') },
    ]);
    expect(looked?.outcomes[1]?.text).toContain('HTTP status: 503');
    const { code, object } = await tocsinJson(['runbook', 'preview', 'identity', '--set', 'dependncy=x']);
    expect({ code, reason: object['reason'] }).toEqual({ code: 2, reason: 'there is no variable "dependncy"' });
  });

  it('what an objective detects is told by the formulas of its alarms', async () => {
    const { code, object } = await tocsinJson(['slo', 'explain', 'design-viewer']);
    expect(code).toBe(0);
    expect(object).toMatchObject({ ok: true, slos: [{ workflow: 'design-viewer', objective: 99.9 }] });
  });

  it.each(['', '\u0000', '{"a"', '[[[[[[[]]]]]]]', 'null', '{"Records":[{}]}', '\ud800', '{"detail":{"alarmName":1}}'])(
    'whatever a file holds, %j is answered without a stack',
    async (input) => {
      const { code, stderr } = await tocsin(['signal', '-'], { input });
      expect([1, 2]).toContain(code);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  it('what is found ends with 1', async () => {
    const { code, stdout } = await tocsin(['signal', '-'], { input: '{"hello":1}' });
    expect(code).toBe(1);
    expect(stdout).toContain('is of no known form (it holds hello)');
  });

  it('the shell completes commands, ids and names', async () => {
    const completed = async (...words: string[]) =>
      (await tocsin(['complete', '--', ...words])).stdout.split('\n').map((line) => line.split('\t')[0]);
    expect(await completed('workflow', '')).toEqual(expect.arrayContaining(['show', 'diagram', 'lint', 'new']));
    expect(await completed('workflow', 'show', '')).toEqual(expect.arrayContaining(['design-viewer', 'share-link']));
    expect(await completed('runbook', 'lint', 'ide')).toContain('identity');
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, stdout } = await tocsin(['complete', shell]);
      expect(code, shell).toBe(0);
      expect(stdout, shell).toContain('tocsin complete --');
    }
  });
});
