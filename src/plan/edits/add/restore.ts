import { withEnding } from '../../../markdown/lines.ts';
import type { Section } from '../../../markdown/model.ts';
import { ownContent } from '../../questions/reading.ts';
import { ownSplices } from '../content.ts';
import type { Subject } from '../model.ts';
import { isBare } from './holdings.ts';
import { insert } from './insert.ts';
import { modelOf } from './models.ts';
import { saysNothing, subjectWith } from './names.ts';

/** The plan with a section's table as the template has it, where 'None' or nothing stands in its place; else the plan as it is. */
export function withTable(subject: Subject, section: Section): Subject {
  const { document, template } = subject;
  const model = modelOf(subject, section);
  if (template === undefined || model === undefined || !isBare(subject, section)) return subject;
  const own = ownContent(model);
  const [table] = own.tables;
  const hasMore = own.tables.length > 1 || own.items.length > 0;
  if (table === undefined || hasMore || section.children.length > 0 || section.units.length > 0) return subject;
  const text = withEnding(template.text.slice(table.span.from, table.span.to), document.eol);
  const isNone = saysNothing(subject, document.text.slice(section.body.from, section.body.to));
  const { from, to } = section.body;
  const splices =
    isNone || from === to
      ? ownSplices(document, section, text)
      : [{ from: to, to, text: document.eol + document.eol + text }];
  return subjectWith(subject, insert(document, splices, section.id).document);
}
