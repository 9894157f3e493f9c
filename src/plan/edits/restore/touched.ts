import { parseDocument } from '../../../markdown/document.ts';
import type { Document } from '../../../markdown/model.ts';
import { touchLastUpdated } from '../lastUpdated.ts';
import { type FillSetting, subjectOf } from '../subject.ts';

/** A text as it would stand had it been written today: its Last Updated fields set. */
export function touched(document: Document, setting: FillSetting): Document {
  const { slots, words } = subjectOf(document, setting);
  const text = touchLastUpdated(document, slots, words, setting.today);
  return text === document.text ? document : parseDocument(text);
}
