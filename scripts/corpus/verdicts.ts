import { join } from 'node:path';
import { z } from 'zod';
import { parseDocument } from '../../src/markdown/document.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { splitStrength, splitTitle } from '../../src/plan/constitution/titles.ts';
import type { Verdict } from '../../src/plan/constitution/model.ts';
import { readingOf } from '../../src/plan/planReading.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { type CollectedFile, rowsOf } from './collection.ts';
import { type LabelledQuestion, type QuestionScore, scoreQuestions } from './questions.ts';

/*
 * Plans held against their constitutions, and their open questions, against what somebody found by reading both
 * (`labels/verdicts.jsonl`, a plan and its constitution a row).
 *
 * Principles: a labelled one is found where a principle of the parsed constitution has its title; numbers, strength marks, case and
 * punctuation make no difference. A parsed one that no label has is invented.
 *
 * Verdicts: each labelled principle that was found has the verdict that the check gives it; one that was not found has none.
 * `pass` is met by `pass` and `unsupported` (the labels ask what the plan says, not whether it proves it); `unknown` by
 * `unaddressed`, and where the plan speaks of the principle by `unknown` too; every other label by its own word. Where a reader found
 * two places that differ (`also`), either is right.
 * Given: of the labels that have a verdict, those where the check has one too. Agreed: of these, those whose word is met.
 * Claimed: the labels without a verdict to which the check gives one all the same; they count in neither share and have a ceiling.
 */

const verdict = z.enum(['pass', 'violation', 'justified', 'not_applicable', 'deferred', 'unknown']);
const principle = z.object({
  title: z.string(),
  addressed: z.boolean(),
  verdict,
  line: z.int().nullable(),
  also: z.object({ verdict }).optional(),
});
const question = z.object({ line: z.int().min(1), text: z.string() });
const pairLabels = z.object({
  plan: z.string(),
  constitution: z.string(),
  principles: z.array(principle),
  open_questions: z.array(question),
  closed_questions: z.array(question).default([]),
});

type LabelledPrinciple = z.infer<typeof principle>;
/** What somebody found in a plan and its constitution by reading. Lines count from 1. */
export type PairLabels = z.infer<typeof pairLabels>;

/** A labelled principle beside what was read. */
export interface JudgedPrinciple {
  readonly label: LabelledPrinciple;
  /** Undefined where the constitution's principle was not found. */
  readonly got: Verdict | undefined;
  readonly line: number | undefined;
  readonly why: string | undefined;
}

/** One plan and its constitution held against their labels. */
export interface PairScore {
  readonly plan: string;
  readonly constitution: string;
  readonly judged: readonly JudgedPrinciple[];
  /** Titles of principles that no label has. */
  readonly invented: readonly string[];
  readonly questions: QuestionScore;
}

/** The rows of a collection's `labels/verdicts.jsonl`; none where it has no such file. */
export function readPairLabels(folder: string): readonly PairLabels[] {
  return rowsOf(join(folder, 'labels', 'verdicts.jsonl'), pairLabels);
}

/** Reads the labelled plans against their constitutions. Throws where the collection has not both files of a row. */
export function scorePairs(files: readonly CollectedFile[], labels: readonly PairLabels[]): readonly PairScore[] {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const textOf = (path: string): string => {
    const text = texts.get(path);
    if (text === undefined) throw new Error(`labels/verdicts.jsonl names ${path}, which is not in the collection`);
    return text;
  };
  return labels.map((label) => scorePair(textOf(label.plan), textOf(label.constitution), label));
}

function scorePair(plan: string, constitutionText: string, labels: PairLabels): PairScore {
  const constitution = parseConstitution(constitutionText);
  const setting = { template: undefined, constitution, path: undefined, words: builtInWords, today: '2026-01-02' };
  const reading = readingOf(parseDocument(plan), setting);
  const checks = new Map(reading.constitution.principles.map((check) => [check.id, check]));
  const left = [...constitution.principles];
  const judged = labels.principles.map((label): JudgedPrinciple => {
    const at = left.findIndex((each) => bareTitle(each.title) === bareTitle(label.title));
    const [found] = at === -1 ? [] : left.splice(at, 1);
    const check = found === undefined ? undefined : checks.get(found.id);
    return { label, got: check?.verdict, line: check?.line, why: check?.why };
  });
  const { open_questions: open, closed_questions: closed } = labels;
  return {
    plan: labels.plan,
    constitution: labels.constitution,
    judged,
    invented: left.map(({ title }) => title),
    questions: scoreQuestions(reading.questions, open satisfies LabelledQuestion[], closed),
  };
}

/** A title without number, strength mark, case and punctuation. */
function bareTitle(title: string): string {
  const { title: numberless } = splitTitle(title);
  const { bare } = splitStrength(numberless, builtInWords);
  return bare
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Whether the labels give a principle a verdict. */
export function hasVerdict({ label }: JudgedPrinciple): boolean {
  return label.verdict !== 'unknown';
}

/** Whether the check gives a principle a verdict. */
export function isGiven({ got }: JudgedPrinciple): boolean {
  return got !== undefined && got !== 'unknown' && got !== 'unaddressed';
}

/** Whether what was read is what the label, or its other place, says. */
export function agrees({ label, got }: JudgedPrinciple): boolean {
  const wanted = [label.verdict, ...(label.also === undefined ? [] : [label.also.verdict])];
  return wanted.some((one) => {
    if (one === 'pass') return got === 'pass' || got === 'unsupported';
    if (one === 'unknown') return got === 'unaddressed' || (label.addressed && got === 'unknown');
    return got === one;
  });
}
