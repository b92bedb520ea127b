import { type Exactness, type ShownTag, saySaving } from '../charts/table.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { type SchoolStanding, type Standing, splitByStanding, standings } from './agreement.ts';

/** How a figure stands, as its tag says it. */
export const standingTags: Readonly<Record<Standing, ShownTag>> = {
  agreed: { text: 'Agreed', colour: 'green' },
  awaiting: { text: 'Awaiting an answer', colour: 'yellow' },
  disputed: { text: 'Disputed', colour: 'red' },
};

interface Asked {
  /** One school, or without it all. */
  readonly urn?: string | undefined;
  readonly exactness: Exactness;
  /** Where a school is answered for; nothing for who may not. */
  readonly answerAt: (urn: string) => string | undefined;
}

/** What schools say of their figures: the whole split by it, and each that did not agree. */
export function answersView(
  { schools: all }: { readonly schools: readonly SchoolStanding[] },
  { urn, exactness, answerAt }: Asked,
) {
  const schools = urn === undefined ? all : all.filter((school) => school.urn === urn);
  if (schools.length === 0) return null;
  const say = (saving: Money) => saySaving(formatMoney(saving), exactness);
  const views = schools.map((school) => ({
    name: school.name,
    tag: standingTags[school.standing],
    text: `${school.name}: ${say(school.netSaving)}. ${lastAnswer(school, exactness)}`,
    words: school.answer?.words ?? '',
    href: answerAt(school.urn) ?? null,
  }));
  if (schools.length === 1) {
    const title = urn === undefined ? 'What the school says' : 'What the school says of its figure';
    return { title, inWords: '', parts: [], schools: views };
  }
  const split = splitByStanding(schools);
  return {
    title: 'What the schools say of their figures',
    inWords: agreedInWords(schools),
    parts: standings.map((standing) => {
      const { schools: count, netSaving } = split[standing];
      const of = `${count} ${count === 1 ? 'school' : 'schools'}`;
      return { tag: standingTags[standing], text: `${of}: ${say(netSaving)}` };
    }),
    schools: views.filter((_, index) => schools[index]?.standing === 'disputed'),
  };
}

function agreedInWords(schools: readonly SchoolStanding[]): string {
  const agreed = schools.filter(({ standing }) => standing === 'agreed').length;
  if (agreed === schools.length) return 'Every school agrees with its figure.';
  if (agreed === 0) return 'No school has agreed with its figure yet.';
  return `${agreed} of ${schools.length} schools agree with their figures.`;
}

function lastAnswer({ answer, isOutdated }: SchoolStanding, exactness: Exactness): string {
  if (!answer) return 'The school has not answered yet.';
  const { by, at, answer: said, netSaving } = answer;
  const did = said === 'agreed' ? 'agreed' : 'queried it';
  const about = isOutdated
    ? ` The figure was another one then (${saySaving(formatMoney(netSaving), exactness)}), so the school is asked again.`
    : '';
  return `${by} ${did} on ${at.slice(0, 10)}.${about}`;
}
