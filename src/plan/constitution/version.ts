import type { Document, Field } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { plainText } from '../../markdown/inline.ts';
import type { Words } from '../words.ts';

export interface ConstitutionVersion {
  readonly version?: string;
  readonly ratified?: string;
  readonly amended?: string;
}

/** Version and dates as a constitution's own labels give them; the last label of a kind counts, as footers do. */
export function constitutionVersion(document: Document, words: Words): ConstitutionVersion {
  const fields = [
    ...(document.frontMatter?.fields ?? []),
    ...listSections(document).flatMap((section) => (section.kind === 'unit' ? [] : section.content.fields)),
  ];
  const valueOf = (label: string): string | undefined =>
    lastValue(document.text, fields, (field) => words.label(label).is(field.label));
  const version = valueOf('version')?.replace(/^v(?=\d)/i, '');
  const ratified = valueOf('ratified');
  const amended = valueOf('amended');
  return {
    ...(version === undefined ? {} : { version }),
    ...(ratified === undefined ? {} : { ratified }),
    ...(amended === undefined ? {} : { amended }),
  };
}

/** A value in brackets is a slot that nobody filled, or was left in its brackets when it was. */
function lastValue(text: string, fields: readonly Field[], isMeant: (field: Field) => boolean): string | undefined {
  const values = fields.filter(isMeant).map((field) =>
    plainText(text.slice(field.value.from, field.value.to))
      .replace(/^\[([\d.v-]{1,20})\]$/, '$1')
      .slice(0, 40)
      .trim(),
  );
  return values.findLast((value) => value !== '' && !/^[[{<]/.test(value));
}
