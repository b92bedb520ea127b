import t from 'tap';
import { figureOfEntry } from '../../../src/workings/entry.ts';
import { writeEntryWorking } from '../../../src/workings/entry-answer.ts';
import { historyOf } from '../../../src/workings/history.ts';
import { hrefOf } from '../../../src/workings/place.ts';
import { baselineOf } from '../lines/given.ts';
import { lineEntry, names, storedLine } from './given.ts';

t.test('an entry with all that it was made from, and the addresses up and down', async (t) => {
  const entry = lineEntry();
  const place = { urn: '900002', contract: 'PAY-2025', item: 'PAYSLIP', month: entry.serviceMonth };
  const chain = [
    entry,
    lineEntry({
      id: 'back',
      depth: 1,
      reversesEntryId: entry.id,
      causedByLineId: 'credit',
      journal: 2,
    }),
  ];
  const answer = writeEntryWorking(
    {
      trustName: names.trustName,
      names: names.schools,
      journal: 2,
      ruleVersion: '2026-11',
      line: storedLine(),
      entry,
      place,
      figure: figureOfEntry({ entry, place, names }),
      making: [],
      weight: null,
      baseline: { ...baselineOf('4.10'), withdrawnBy: null, withdrawnReason: null },
      history: historyOf(chain, entry.id),
      notes: ['A note.'],
    },
    (target) => hrefOf('T', 2, target),
  );
  t.match(answer, {
    value: '52.70',
    entry: {
      urn: '900002',
      name: 'Beech',
      cost: '201.50',
      baseline_cost: '254.20',
      indexed_cost: null,
    },
    baseline: {
      unit_price: '4.1',
      valid_to: null,
      evidence: 'invoice.pdf',
      approved_by: 'S. Approver',
    },
    line: {
      file: 'september.csv',
      row: 7,
      href: '/v1/trusts/T/workings/lines/line 1?as_known_at=2',
    },
    history: [
      { what: 'made', cause: null },
      { what: 'taken back', journal: 2, cause: /lines\/credit/ },
    ],
  });
});
