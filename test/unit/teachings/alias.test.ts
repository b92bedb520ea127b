import t from 'tap';
import { firstDay, type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { schoolDirectory } from '../../../src/schools/school.ts';
import { namingOf } from '../../../src/teachings/alias.ts';
import { school } from '../../support/register.ts';

const day = (text: string) => text as LocalDate;
const alias = (value: string, from: string, to: LocalDate = lastDay) => {
  return { kind: 'alias', value, valid: { from: day(from), to } } as const;
};
const ash = {
  ...school,
  id: 'ash',
  urn: '100001',
  identifiers: [alias('Elm', '2025-09-01'), alias('Yew', '2024-01-01', day('2024-12-31'))],
};
const beech = {
  ...school,
  id: 'beech',
  urn: '100002',
  name: 'Beech',
  identifiers: [alias('Oak', '2025-09-01')],
};
const directory = schoolDirectory([ash, beech]);
const naming = (text: string, on: string, from = on) =>
  namingOf(directory, { text, on: day(on), school: ash, from: day(from) });

t.test('the days for which a text becomes another name of a school', async (t) => {
  const examples: [text: string, on: string, from: string, found: unknown][] = [
    ['Fir', '2025-06-01', '2025-06-01', { valid: { from: '2025-06-01', to: lastDay } }],
    ['Fir', '2025-06-01', firstDay, { valid: { from: firstDay, to: lastDay } }],
    ['Elm', '2025-06-01', '2025-06-01', { valid: { from: '2025-06-01', to: '2025-08-31' } }],
    ['Yew', '2025-06-01', '2025-06-01', { valid: { from: '2025-06-01', to: lastDay } }],
    ['Elm', '2025-10-01', '2025-10-01', { valid: undefined }],
    ['100001', '2025-06-01', '2025-06-01', { valid: undefined }],
    ['Fir', '2025-06-01', '2025-07-01', { problem: { code: 'settlement.unfit' } }],
    ['', '2025-06-01', '2025-06-01', { problem: { message: /names no school/ } }],
    ['100002', '2025-06-01', '2025-06-01', { problem: { message: /^'100002' means 100002/ } }],
  ];
  for (const [text, on, from, found] of examples) t.match(naming(text, on, from), found as object);
});

t.test('a text cannot mean two schools', async (t) => {
  for (const on of ['2025-06-01', '2025-10-01']) {
    t.match(naming('Oak', on), {
      problem: {
        code: 'register.conflict',
        found: 'Oak',
        message: `'Oak' is a name of 100002 (Beech) from 2025-09-01, so it cannot mean 100001 from ${on} as well.`,
      },
    });
  }
});
