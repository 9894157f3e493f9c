import { reviewBoxes } from '../approval/finalBox.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Rule } from './model.ts';
import { markCall, openOf, outermost, quoted } from './wording.ts';

/** The reviews that come before the final approval. */
export const reviews: Rule = {
  id: 'reviews',
  wants: 'Every review is ticked before the final approval is given.',
  gate: 'approved',
  check({ reading }) {
    const { document, setting } = reading;
    const sections = outermost(sectionsWithRole(document, setting.words, 'approvals', setting.template));
    if (sections.length === 0) return 'the plan has no section for approvals';
    const { others } = reviewBoxes(document, setting);
    if (others.length === 0) return 'the section for approvals has no boxes of reviews';
    const open = others.filter(({ box }) => box?.state.trim() === '');
    const [first] = open;
    if (first === undefined) return [];
    const names = open.map(({ text }) => quoted(document.text.slice(text.from, text.to)));
    const section = sections.find(({ span }) => span.from <= first.span.from && first.span.from < span.to);
    return [
      {
        section: section?.id ?? first.id,
        line: first.line + 1,
        message: openOf(names, others.length, 'reviews', 'open'),
        gate: 'approved',
        fix: markCall(
          reading,
          open.map(({ id }) => id),
          { state: 'done', note: '<who reviewed>' },
        ),
      },
    ];
  },
};
