import { fieldParts } from './bodyParts.ts';
import { fieldChanges } from './fieldChanges.ts';
import type { Found, Side, Sides } from './model.ts';
import { tidy, without } from './tidy.ts';

const id = 'front-matter';

/** What changed in the front matter: its keys with values of one line, and all else as text. */
export function frontMatterChanges(sides: Sides): Found[] {
  const from = sides.after.document.frontMatter?.span.from ?? 0;
  const rests = { before: restOf(sides.before), after: restOf(sides.after) };
  const changes = fieldChanges(sides, { id, from }, partsOf(sides.before), partsOf(sides.after));
  if (rests.before === rests.after) return changes;
  return [...changes, { kind: 'changed', what: 'text', place: id, section: id, at: from, ...rests }];
}

function partsOf(side: Side): ReturnType<typeof fieldParts> {
  const fields = side.document.frontMatter?.fields ?? [];
  return fieldParts(
    side,
    fields.filter((field) => !side.ignored.has(field.value.from)),
  );
}

function restOf({ document }: Side): string {
  const { frontMatter, text } = document;
  if (frontMatter === undefined) return '';
  const fields = frontMatter.fields.map((field) => field.span);
  return tidy(without(text, frontMatter.yaml, fields));
}
