import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import {
  commandOf,
  hrefOf,
  levelBelow,
  type Place,
  placeBelow,
  placeInWords,
  readPlace,
} from '../../../src/workings/place.ts';

const month = (text: string) => text as Month;
const cell = { urn: '900001', contract: 'P1', item: 'REAM', month: month('2025-06') };

t.test(
  'N5: whatever the place, each level leads one down, and four lead to the entries',
  async (t) => {
    const starts: Place[] = [
      {},
      { contract: 'P1' },
      { month: cell.month },
      { urn: '900001' },
      { from: cell.month, to: cell.month },
    ];
    for (const start of starts) {
      let place: Place = start;
      const levels: string[] = [];
      while (levelBelow(place) !== 'entry') {
        levels.push(levelBelow(place));
        place = placeBelow(place, cell);
      }
      t.ok(levels.length <= 3, levels.join());
      t.match(place, cell);
    }
  },
);

t.test('a place in words', async (t) => {
  t.equal(placeInWords(cell), ' on REAM of contract P1 in June 2025');
  t.equal(
    placeInWords({ contract: 'P1', from: month('2025-09'), to: month('2026-08') }),
    ' on contract P1 from September 2025 to August 2026',
  );
  t.equal(placeInWords({ from: month('2025-09') }), ' from September 2025 on');
  t.equal(placeInWords({ to: month('2025-09') }), ' up to September 2025');
  t.equal(placeInWords({ from: month('2025-09'), to: month('2025-09') }), ' in September 2025');
  t.equal(placeInWords({}), '');
});

t.test('an address and a command name the same figure', async (t) => {
  const target = {
    kind: 'place',
    place: { urn: '900001', contract: 'P 1', item: '' },
    measure: 'cost',
  } as const;
  t.equal(
    hrefOf('T', 3, target),
    '/v1/trusts/T/workings?urn=900001&contract=P+1&item=&measure=cost&as_known_at=3',
  );
  t.equal(
    commandOf(3, target),
    "why --school 900001 --contract 'P 1' --item '' --measure cost --as-known-at 3",
  );
  t.equal(
    hrefOf('T', 3, { kind: 'entry', id: 'E' }),
    '/v1/trusts/T/workings/entries/E?as_known_at=3',
  );
  t.equal(commandOf(undefined, { kind: 'line', id: 'L' }), 'why --line L');
});

t.test('a place that says too little or too much is refused', async (t) => {
  t.strictSame(readPlace({ month: '2025-06' }), {
    urn: undefined,
    contract: undefined,
    item: undefined,
    month: '2025-06',
  });
  t.match(readPlace({ urn: '900001', from: '2025-06' }), { urn: '900001', from: '2025-06' });
  t.throws(() => readPlace({ item: 'REAM' }), { message: /An item is one of a contract/ });
  t.throws(() => readPlace({ month: '2025-06', to: '2025-07' }), { message: /exclude each other/ });
  t.throws(() => readPlace({ month: 'June' }), { message: /is not a month/ });
});
