import type { Document, Section } from '../../markdown/model.ts';
import type { Words } from '../words.ts';
import { stateIn } from './gates.ts';
import type { PlanSays } from './model.ts';
import type { CheckPlace } from './places.ts';

/** The verdict that the plan gives itself, the last one: `**Gate Result**: PASS`. It is reported, never trusted. */
export function planSays(places: readonly CheckPlace[], words: Words): PlanSays | undefined {
  const said = places.flatMap((place): readonly PlanSays[] => {
    const below = place.form === 'heading' ? [planSays(place.children, words)] : [];
    if (
      place.form === 'heading' ||
      place.name === '' ||
      place.text === '' ||
      !words.label('gateResult').is(place.name)
    ) {
      return below.filter((one) => one !== undefined);
    }
    const spoken = stateIn(place.text, { words });
    const verdict = spoken === undefined || spoken.state === 'undecided' ? 'unknown' : spoken.state;
    return [{ verdict, line: place.line + 1 }];
  });
  return said.at(-1);
}

const version = /^v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?![\d.]*\d)/i;
const marks = /^(?:\.md)?[\s:()@*_`\]/—–-]{0,10}/u;

/** The constitution's version that a plan names, in its check sections, its header or its front matter. */
export function citedVersion(document: Document, sections: readonly Section[], words: Words): string | undefined {
  const header = document.top.filter((section) => section.kind === 'header' || section.kind === 'footer');
  const near = [...sections, ...header].map((section) => document.text.slice(section.heading.from, section.span.to));
  const front =
    document.frontMatter === undefined
      ? ''
      : document.text.slice(document.frontMatter.yaml.from, document.frontMatter.yaml.to);
  for (const line of [...near, front].flatMap((text) => text.split(/\r\n|\r|\n/))) {
    const cited = versionBeside(line.slice(0, 2000), words);
    if (cited !== undefined) return cited;
  }
  const labelled = sections
    .flatMap((section) => section.content.fields)
    .find((field) => words.label('version').is(field.label));
  return labelled === undefined
    ? undefined
    : version.exec(document.text.slice(labelled.value.from, labelled.value.to))?.[1];
}

/** A version right behind the name of the constitution, or `vN.N` within a few words of it. */
function versionBeside(line: string, words: Words): string | undefined {
  for (const { from, to } of words.label('constitutionVersion').findAll(line)) {
    const rest = line.slice(to, to + 60).replace(marks, '');
    const behind = version.exec(rest.slice(words.label('version').opens(rest)).replace(marks, ''))?.[1];
    const near = /(?<![\p{L}\d.])v(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?![\d.]*\d)/iu;
    const cited = behind ?? near.exec(rest)?.[1] ?? near.exec(line.slice(Math.max(0, from - 30), from))?.[1];
    if (cited !== undefined) return cited;
  }
  return undefined;
}
