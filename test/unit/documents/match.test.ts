import t from 'tap';
import { matchLine } from '../../../src/documents/match.ts';
import type { Register } from '../../../src/documents/register.ts';
import type { InvoiceLine } from '../../../src/invoices/invoice.ts';
import type { Identifier } from '../../../src/schools/school.ts';
import { readTable } from '../../support/table.ts';
import { contractOf, day, lineOf, orNull, rangeOf, registerOf, schoolOf } from '../lines/given.ts';

const known = (kind: Identifier['kind'], value: string, valid: string): Identifier => ({
  kind,
  value,
  valid: rangeOf(valid),
});

const schools = [
  schoolOf('900001', {
    name: 'St Elfrith’s',
    identifiers: [
      known('alias', 'BPB-01', '2025-09-01..'),
      known('alias', 'North Hub', '2025-04-01..2025-12-31'),
      known('alias', 'Shared', '2025-04-01..'),
      known('laestab', '3301001', '2025-04-01..'),
    ],
  }),
  schoolOf('900002', {
    name: 'Larkspur Bank',
    identifiers: [
      known('alias', 'North Hub', '2026-01-01..'),
      known('alias', 'Shared', '2026-01-01..'),
      known('alias', '900001', '2025-04-01..'),
    ],
  }),
];
const contract = contractOf([['900001', '2025-09-01..2028-08-31']], { reference: 'PAY-2025' });
const register: Register = registerOf(schools, contract);

/** The school that a line is found to be of, `joint`, or why it is held. */
function found(facts: Partial<InvoiceLine>): string {
  const matched = matchLine(lineOf(facts), register);
  if ('stopped' in matched) {
    const { stopped } = matched;
    return `${stopped.code} | ${stopped.message} ${stopped.remedy}`;
  }
  return `${matched.schoolId ?? 'joint'} in ${matched.contractId}`;
}

t.test('a line is of the school that its text names on the first day of service', async (t) => {
  const examples = readTable(`
    text       service from  document    school            why
    900001     2025-09-01    2025-10-02  id of 900001      by URN, before an alias of another
    3301001    2025-09-01    2025-10-02  id of 900001      by LAESTAB
    BPB-01     2025-09-01    2025-10-02  id of 900001      by an alias, on its first day
    North Hub  2025-12-31    2026-01-02  id of 900001      the day of service decides
    North Hub  2026-01-01    2025-12-30  id of 900002      and not that of the document
    North Hub  -             2025-12-31  id of 900001      which stands in where there is none
    North Hub  -             2026-01-01  id of 900002      which stands in where there is none
    Shared     2025-12-31    2025-12-31  id of 900001      one name, one school
  `);
  for (const { text = '', document, school, why = '', ...row } of examples) {
    const from = orNull(row['service from']);
    const serviceFrom = from === null ? null : day(from);
    const line = { schoolText: text, serviceFrom, documentDate: day(document) };
    t.equal(found(line), `${school} in id of PAY-2025`, why);
  }
});

t.test('no school or several hold the line, and say why', async (t) => {
  const alias =
    'Add it as an alias of the school that it means, then import the file again; or settle the row with that school.';
  const service = (from: string, schoolText: string) => ({ serviceFrom: day(from), schoolText });
  const examples: [facts: Partial<InvoiceLine>, sentence: string][] = [
    [
      service('2025-09-01', 'North hub'),
      `school.unknown | 'North hub' is not known as a school on 2025-09-01. It looks like 900001 (St Elfrith’s) or 900002 (Larkspur Bank). ${alias}`,
    ],
    [
      service('2025-08-31', 'BPB-01'),
      `school.unknown | 'BPB-01' is not known as a school on 2025-08-31. It looks like 900001 (St Elfrith’s). ${alias}`,
    ],
    [
      service('2025-09-01', 'larkspur  bank.'),
      `school.unknown | 'larkspur  bank.' is not known as a school on 2025-09-01. It looks like 900002 (Larkspur Bank). ${alias}`,
    ],
    [
      service('2025-08-31', '900009'),
      `school.unknown | '900009' is not known as a school on 2025-08-31. ${alias}`,
    ],
    [
      service('2026-01-01', 'Shared'),
      "school.unknown | 'Shared' is the name of more than one school on 2026-01-01: 900001 (St Elfrith’s) or 900002 (Larkspur Bank). Ask the supplier which one is meant.",
    ],
    [
      service('2026-01-01', ''),
      'school.unknown | The row names no school. Ask the supplier for which school it is, or whether it is for the whole trust.',
    ],
  ];
  for (const [facts, sentence] of examples) t.equal(found(facts), sentence);
});

t.test('a joint line is of no school, whatever stands there', async (t) => {
  t.equal(found({ isJoint: true, schoolText: 'ALL SITES' }), 'joint in id of PAY-2025');
  t.equal(found({ isJoint: true, schoolText: '900001' }), 'joint in id of PAY-2025');
});

t.test('a contract that is not in the register holds the line, joint or not', async (t) => {
  const remedy = 'Add the contract, or mend the profile.';
  const examples: [facts: Partial<InvoiceLine>, sentence: string][] = [
    [
      { contract: 'pay-2025' },
      `contract.unknown | 'pay-2025' is not a contract in the register. ${remedy}`,
    ],
    [
      { contract: 'PAY-2028', isJoint: true },
      `contract.unknown | 'PAY-2028' is not a contract in the register. ${remedy}`,
    ],
    [
      { contract: '', item: 'TUTOR' },
      `contract.unknown | No contract is named for 'TUTOR'. ${remedy}`,
    ],
    [{ contract: '', item: '' }, `contract.unknown | The row names no contract. ${remedy}`],
  ];
  for (const [facts, sentence] of examples) t.equal(found(facts), sentence);
});

t.test('a held line keeps its row and its pounds', async (t) => {
  const line = lineOf({ row: 14, schoolText: 'Nowhere' });
  const matched = matchLine(line, register);
  if (!('stopped' in matched)) throw new Error('it is matched');
  t.strictSame(matched.stopped, {
    row: 14,
    state: 'held',
    net: line.net,
    code: 'school.unknown',
    message: "'Nowhere' is not known as a school on 2025-09-01.",
    column: null,
    found: 'Nowhere',
    remedy:
      'Add it as an alias of the school that it means, then import the file again; or settle the row with that school.',
    waitsFor: null,
    schoolId: null,
  });
});
