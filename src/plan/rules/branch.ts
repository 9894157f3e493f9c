import { lineAt } from '../../markdown/lines.ts';
import { metadataOf } from '../create/metadata.ts';
import { replaceCall } from '../fixCalls.ts';
import { onOneLine } from '../quote.ts';
import { createPlacer } from '../slots/placer.ts';
import { writtenReader } from '../written.ts';
import type { Rule } from './model.ts';
import { templateUnknown } from './wording.ts';

/** The branch that a plan names has the form that its template asks for. */
export const branch: Rule = {
  id: 'branch',
  wants: "The branch is named as the template's pattern says.",
  check({ reading }) {
    const { document, subject, setting } = reading;
    if (setting.template === undefined) return templateUnknown;
    const pattern = setting.template.meta.branch;
    if (pattern === undefined) return 'its template has no pattern for branches';
    const told = metadataOf(subject).filter(({ label }) => setting.words.label('branch').is(label));
    if (told.length === 0) return 'it has no label for a branch';
    const written = writtenReader(subject);
    const placeOf = createPlacer(document);
    const form = branchForm(pattern);
    return told.flatMap(({ value }) => {
      const name = written(value)?.split(' ', 1)[0] ?? '';
      if (name === '' || setting.words.none.is(name) || form.test(name)) return [];
      const section = placeOf(value.from)?.id ?? '';
      const found = onOneLine(name, 100);
      return [
        {
          section,
          line: lineAt(document.lines, value.from) + 1,
          message: `The branch "${found}" is not named ${pattern}.`,
          fix: replaceCall(reading, section, name, pattern),
        },
      ];
    });
  },
};

/** `{issue}` is a number, perhaps with a tracker's letters; `{slug}` words with hyphens; any other part what holds no slash. */
function branchForm(pattern: string): RegExp {
  const body = pattern.split(/(\{[^{}]{1,40}\})/).map((part) => {
    if (!/^\{.+\}$/s.test(part)) return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const name = part.slice(1, -1).toLowerCase();
    if (name === 'issue' || /^[n#]+$/.test(name)) return '(?:[A-Z]{1,10}-)?\\d{1,8}';
    return name === 'slug'
      ? '[\\p{Ll}\\p{Lo}\\p{M}\\d]{1,80}(?:[-_.][\\p{Ll}\\p{Lo}\\p{M}\\d]{1,80}){0,30}'
      : '[^\\s/]{1,100}';
  });
  return new RegExp(`^${body.join('')}$`, 'u');
}
