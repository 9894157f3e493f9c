import { plainText } from '../../markdown/inline.ts';
import type { Section, Span } from '../../markdown/model.ts';
import type { Subject } from '../edits/model.ts';
import { bareTitle } from '../roles.ts';

/** A label of the whole plan, and where its value stands. */
export interface Metadatum {
  readonly label: string;
  readonly value: Span;
  /** It is a key of front matter, its value YAML. */
  readonly isKey: boolean;
}

/** What is said of a plan as a whole: in front matter, header, footer, and in a section of metadata. */
export function metadataOf({ document, words }: Pick<Subject, 'document' | 'words'>): Metadatum[] {
  const isMetadata = (section: Section): boolean =>
    section.kind === 'header' || section.kind === 'footer' || words.role('metadata').is(bareTitle(section));
  const sections = document.top.filter(isMetadata);
  const keys = (document.frontMatter?.fields ?? []).map((field) => ({
    label: field.label.replace(/[_-]/g, ' '),
    value: field.value,
    isKey: true,
  }));
  const fields = sections.flatMap((section) =>
    section.content.fields.map((field) => ({ label: field.label, value: field.value, isKey: false })),
  );
  return [...keys, ...fields, ...sections.flatMap((section) => rowsOf(document.text, section))];
}

/** `| Author | [NAME] |`: rows of a table of two columns are labels with their values. */
function rowsOf(text: string, section: Section): Metadatum[] {
  const tables = section.content.tables.filter((table) => table.columns.length === 2);
  return tables.flatMap((table) =>
    [table.header, ...table.rows.map((row) => row.cells)].flatMap(([label, value]) => {
      if (label === undefined || value === undefined) return [];
      return [{ label: plainText(text.slice(label.span.from, label.span.to)), value: value.span, isKey: false }];
    }),
  );
}
