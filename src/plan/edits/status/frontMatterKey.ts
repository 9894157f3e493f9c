import { textStart } from '../../../markdown/lines.ts';
import type { Document } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { asYaml } from '../writeFrontMatter.ts';

/** Adds a key to front matter as its last line, in a block of its own where there is none. The key must not be there yet. */
export function keySplice(document: Document, key: string, value: string): Splice {
  const line = `${key}: ${asYaml(value, '')}${document.eol}`;
  const front = document.frontMatter;
  if (front !== undefined) return { from: front.yaml.to, to: front.yaml.to, text: line };
  const start = textStart(document.text);
  return { from: start, to: start, text: `---${document.eol}${line}---${document.eol}` };
}
