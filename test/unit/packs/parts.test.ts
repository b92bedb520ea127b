import { createHash } from 'node:crypto';
import t from 'tap';
import { genesisHash, type Journal, sealJournal } from '../../../src/ledger/chain.ts';
import { journalParts, type Parts, registerParts } from '../../../src/packs/parts.ts';
import { guardOf } from '../../../src/packs/scope.ts';
import { contractOf, schoolOf, sized } from '../lines/given.ts';

const ash = schoolOf('900001', { name: 'Ash', drivers: [sized('pupils', '210')] });
const beech = schoolOf('900002', { name: 'Beech', drivers: [sized('pupils', '97')] });
const contract = contractOf([
  ['900001', '2025-09-01..'],
  ['900002', '2025-09-01..'],
]);
const suppliers = [
  { id: 'Brightwater', name: 'Brightwater', companyNumber: null, vatNumber: null },
];
const scopeOf = (school: typeof ash | undefined) => {
  const window = { from: undefined, to: undefined };
  return { school, contract: undefined, contractId: undefined, window, journal: 2 };
};

async function textsOf(parts: Parts) {
  const texts = new Map<string, string>();
  for (const [path, pieces] of parts) {
    let text = '';
    for await (const piece of pieces()) text += piece;
    texts.set(path, text);
  }
  return texts;
}

const digests = {
  linesSha256: 'a',
  allocationsSha256: 'b',
  withdrawalsSha256: 'c',
  entriesSha256: 'd',
};
const journal = (number: number, reason: string, before: string) =>
  sealJournal(
    {
      ...({ number, kind: 'import', recordedAt: 'then', recordedBy: 'M', reason } as const),
      ...{ importId: null, fileSha256: null, ruleVersion: '2026-11' },
    },
    digests,
    before,
  );
const one = journal(1, 'Import of ash.csv', genesisHash);
const two = journal(2, 'Import of beech.csv', one.hash);
const journals: Journal[] = [one, two];

t.test("the register of one school's pack has no other school", async (t) => {
  const schools = [ash, beech];
  const of = (school: typeof ash | undefined) =>
    textsOf(
      registerParts(
        { scope: scopeOf(school), schools, contracts: [contract], suppliers },
        guardOf(schools, school),
      ),
    );
  const own = [...(await of(ash)).values()].join('\n');
  t.notMatch(own, /900002|Beech/);
  t.match(own, /PAY-2025,Joint payroll service,Brightwater/);
  t.match(own, /900001,pupils,210/);
  t.match((await of(undefined)).get('participants.csv'), /900002/);
});

t.test('each file of the chain has the hash of its journal', async (t) => {
  const of = (school: typeof ash | undefined, touching: readonly number[]) =>
    textsOf(
      journalParts({
        ...{ scope: scopeOf(school), guard: guardOf([ash, beech], school), journals },
        ...{ baselines: [], periodActs: [], touching: new Set(touching) },
      }),
    );
  const whole = await of(undefined, [1, 2]);
  for (const { number, hash } of journals) {
    const text = whole.get(`chain/00000${number}.json`) ?? '';
    t.equal(createHash('sha256').update(text).digest('hex'), hash);
  }
  t.equal(whole.get('chain.sha256')?.split('\n').length, 3);
  const own = await of(ash, [1, 2]);
  t.strictSame(
    [...own.keys()].filter((path) => path.startsWith('chain/')),
    ['chain/000001.json'],
  );
  t.notMatch([...own.values()].join('\n'), /beech/i);
  t.match(own.get('journals.csv'), two.hash, 'the chain can be followed');
});
