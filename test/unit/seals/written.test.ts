import t from 'tap';
import { writeSeal, writeSealCheck } from '../../../src/seals/written.ts';

const seal = {
  number: 3,
  title: 'Autumn term',
  journal: 12,
  cut: ['school'] as const,
  window: { from: '2025-09' as never, to: undefined },
  sealedBy: 'C. Manager',
  sealedAt: '2026-01-06T10:00:00.000Z',
  sha256: 'a'.repeat(64),
};

t.test('a seal as it travels', async (t) => {
  const written = writeSeal(seal);
  t.strictSame(written, {
    number: 3,
    title: 'Autumn term',
    journal: 12,
    by: ['school'],
    from: '2025-09',
    to: null,
    sealed_by: 'C. Manager',
    sealed_at: '2026-01-06T10:00:00.000Z',
    sha256: 'a'.repeat(64),
  });
  t.strictSame(writeSealCheck({ seal, differences: [] }), {
    sound: true,
    seal: written,
    differences: [],
  });
  const differences = [{ place: 'seal 3, hash', expected: 'a', found: 'b' }];
  t.match(writeSealCheck({ seal, differences }), { sound: false, differences });
});
