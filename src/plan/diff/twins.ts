import type { Section } from '../../markdown/model.ts';
import { bodyIn, leastAlike, type Pairing, type Siblings } from './pairing.ts';
import { oneLine } from './tidy.ts';

/** The most pairs of sections of one name whose likeness is looked at. */
const mostTwins = 2500;

/** Ids of sections of one name only count them: where one went or came, their texts tell which is which. */
export function pairTwins(siblings: Siblings, pairing: Pairing): Siblings[] {
  const titleOf = (section: Section): string | undefined =>
    section.level === 0 ? undefined : `${section.kind} ${oneLine(section.title).toLowerCase()}`;
  const mine = grouped(siblings.before, pairing, titleOf);
  const theirs = grouped(siblings.after, pairing, titleOf);
  return [...mine].flatMap(([title, before]) => {
    const after = theirs.get(title) ?? [];
    if (after.length === 0 || before.length + after.length < 3) return [];
    return [...pairEqual({ before, after }, pairing), ...pairLikest({ before, after }, pairing)];
  });
}

/** Where several are equal, those of one id; then in order. */
function pairEqual({ before, after }: Siblings, pairing: Pairing): Siblings[] {
  const { texts } = pairing;
  const mine = new Map(before.map((section) => [section, bodyIn(texts.before, section)]));
  const theirs = new Map(after.map((section) => [section, bodyIn(texts.after, section)]));
  const withId = new Map(after.map((section) => [section.id, section]));
  const sameId = before.flatMap((section) => {
    const partner = withId.get(section.id);
    return partner !== undefined && mine.get(section) === theirs.get(partner) ? [pairing.pair(section, partner)] : [];
  });
  const left = grouped(after.toReversed(), pairing, (section) => theirs.get(section));
  const inOrder = before.flatMap((section) => {
    const partner = pairing.isFree(section) ? left.get(mine.get(section))?.pop() : undefined;
    return partner === undefined ? [] : [pairing.pair(section, partner)];
  });
  return [...sameId, ...inOrder];
}

function pairLikest(siblings: Siblings, pairing: Pairing): Siblings[] {
  const before = siblings.before.filter((each) => pairing.isFree(each));
  const after = siblings.after.filter((each) => pairing.isFree(each));
  if (before.length * after.length > mostTwins) return [];
  const pairs = before
    .flatMap((mine) => after.map((theirs) => ({ mine, theirs, alike: pairing.likenessOf(mine, theirs) })))
    .filter(({ alike }) => alike >= leastAlike)
    .toSorted((a, b) => b.alike - a.alike || Number(b.mine.id === b.theirs.id) - Number(a.mine.id === a.theirs.id));
  return pairs.flatMap(({ mine, theirs }) =>
    pairing.isFree(mine) && pairing.isFree(theirs) ? [pairing.pair(mine, theirs)] : [],
  );
}

function grouped(
  sections: readonly Section[],
  pairing: Pairing,
  nameOf: (section: Section) => string | undefined,
): Map<string | undefined, Section[]> {
  const groups = new Map<string | undefined, Section[]>();
  for (const section of sections) {
    const name = pairing.isFree(section) ? nameOf(section) : undefined;
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [section]);
    else group.push(section);
  }
  return groups;
}
