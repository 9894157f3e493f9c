import { PlanError } from '../../errors.ts';
import type { Section } from '../../markdown/model.ts';
import { slugOf } from '../../markdown/slug.ts';
import type { Splice } from '../../markdown/splices.ts';
import type { Change, Subject } from './model.ts';
import { readFragment } from './structure.ts';

/** Adds whole sections behind the last one, before a footer. Throws `breaks_structure` for text without a heading and for a heading that is there already. */
export function addSections(subject: Subject, title: Section, content: string): Change {
  const { document } = subject;
  const fragment = readFragment(content, 1, document.eol, 'title');
  if (fragment.own !== '' || fragment.children.length === 0) {
    throw new PlanError(
      'breaks_structure',
      'The title has no body. What is appended to it are sections, each with its own heading.',
      {
        where: 'title',
        fix: 'Begin the content with "## " and the new section\'s heading, or fill header.',
      },
    );
  }
  const sections = document.top.filter((section) => section.kind === 'section');
  const fresh = fragment.children.filter((child) => !isThere(subject, child, fragment.document.text));
  const at =
    sections.at(-1)?.span.to ?? document.top.findLast((section) => section.kind === 'header')?.span.to ?? title.span.to;
  const splices: Splice[] = fresh.map((child) => ({
    from: at,
    to: at,
    text: document.eol + document.eol + fragment.document.text.slice(child.span.from, child.span.to),
  }));
  return { place: title, splices, replacesOwn: false, replacesBelow: false, rewritesOwn: false };
}

/** A section that stands there word for word is no change; another of its name is the one to fill. */
function isThere(subject: Subject, child: Section, text: string): boolean {
  const { document } = subject;
  const twin = document.top.find(
    (section) => section.kind === 'section' && slugOf(section.title) === slugOf(child.title),
  );
  if (twin === undefined) return false;
  if (document.text.slice(twin.span.from, twin.span.to) === text.slice(child.span.from, child.span.to)) return true;
  throw new PlanError('breaks_structure', `The plan has a section ${twin.id} already.`, {
    where: twin.id,
    fix: `Fill or append to ${twin.id}.`,
  });
}
