import type { Document } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { PlanStatus } from '../../status.ts';
import { keySplice } from './frontMatterKey.ts';

/** Writes a status in its place, marks around it and words behind it kept; without a place as front-matter `status`. */
export function statusSplices(document: Document, status: PlanStatus | undefined, next: string): Splice[] {
  if (status === undefined) return [keySplice(document, 'status', next)];
  const { from, to } = status.span;
  const raw = document.text.slice(from, to);
  if (raw === '') return [{ from, to, text: /\S/.test(document.text.charAt(from - 1)) ? ` ${next}` : next }];
  const at = wordIn(raw, status);
  if (at !== undefined) {
    const signs = signsBefore(raw.slice(0, at.from));
    return [
      ...(signs === 0 ? [] : [{ from, to: from + signs, text: '' }]),
      { from: from + at.from, to: from + at.to, text: next },
    ];
  }
  const [, open = '', close = ''] = /^([*_`"']{0,3})[^]*?([*_`"']{0,3})$/.exec(raw) ?? [];
  const isWrapped = open !== '' && open === close && raw.length > open.length * 2;
  return [{ from, to, text: isWrapped ? `${open}${next}${close}` : next }];
}

/** Where the present status stands in its value; what somebody wrote behind it stays. */
function wordIn(raw: string, { status }: PlanStatus): { from: number; to: number } | undefined {
  const from = status === undefined ? -1 : raw.toLowerCase().indexOf(status.toLowerCase());
  if (status === undefined || from === -1 || from > 20 || /[\p{L}\p{N}]/u.test(raw.slice(0, from))) return undefined;
  return { from, to: from + status.length };
}

/** The length of signs such as ✅ that open a value: they say the old status too. Marks that wrap the word stay. */
function signsBefore(lead: string): number {
  return /^[^*_`"']*[^*_`"'\s][^*_`"']*/u.exec(lead)?.[0].length ?? 0;
}
