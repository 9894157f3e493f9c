import { refuseExcess } from './limits.ts';
import type { Field, FrontMatter, Line } from './model.ts';

const key = /^([\p{L}_][\p{L}\p{N}_ .-]{0,80}?)[ \t]{0,8}:(?=[ \t]|$)/u;
const yamlLine = /^(?:[ \t]|#|-(?: |$)|\}|\]|$)/;

/**
 * Finds front matter by its lines: an opening line exactly `---`, a closing one, and between them nothing that can't be YAML.
 * A file that merely opens with a thematic break has none. Throws PlanError `too_large` for more of it than is read.
 */
export function findFrontMatter(text: string, lines: readonly Line[], name = 'The document'): FrontMatter | undefined {
  const first = lines[0];
  if (first === undefined || text.slice(first.from, first.to) !== '---') return undefined;
  const fields: Field[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) return undefined;
    // Everything so far can be YAML: what is too long is no thematic break with text below.
    refuseExcess('frontMatter', line.from, name);
    const content = text.slice(line.from, line.to);
    if (content.trimEnd() === '---') {
      return { span: { from: first.from, to: line.next }, yaml: { from: first.next, to: line.from }, fields };
    }
    const field = keyField(content, line, index);
    if (field !== undefined) fields.push(field);
    else if (!yamlLine.test(content) && !key.test(content) && !/^["'][^"']{1,80}["'][ \t]{0,8}:/.test(content))
      return undefined;
  }
  return undefined;
}

function keyField(content: string, line: Line, index: number): Field | undefined {
  const match = key.exec(content);
  if (match === null) return undefined;
  const label = match[1] ?? '';
  const after = content.slice(match[0].length);
  const value = after.replace(/(?:^|[ \t])#.*$/, '').trim();
  const from = line.from + match[0].length + (value === '' ? 0 : after.indexOf(value));
  return {
    kind: 'field',
    id: `front-matter/${label}`,
    label,
    labelSpan: { from: line.from, to: line.from + match[0].length },
    value: { from, to: from + value.length },
    block: undefined,
    items: [],
    form: 'frontMatter',
    item: undefined,
    line: index,
    span: { from: line.from, to: line.to },
  };
}
