import { allPlaces } from '../../../markdown/addresses.ts';
import type { Document } from '../../../markdown/model.ts';
import { idOf } from '../../ids/mentions.ts';

/** Gives the T-numbers that nothing in the plan has, the lowest first; `taken` are IDs that it names without a place. */
export function freeNumbers(document: Document, taken: readonly string[]): () => string {
  const places = allPlaces(document).flatMap(({ id }) => /(?:^|\/)(t\d{3,9})(?:-[^/]*)?$/.exec(id)?.[1] ?? []);
  const keys = new Set([...taken, ...places].map((id) => idOf(id).key));
  let number = 0;
  return () => {
    do number += 1;
    while (keys.has(`T${number}`));
    return `T${String(number).padStart(3, '0')}`;
  };
}
