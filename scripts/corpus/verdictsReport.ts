import { table, three } from './report.ts';
import { agrees, hasVerdict, isGiven, type JudgedPrinciple, type PairScore } from './verdicts.ts';

/** Shares between 0 and 1, and counts of what must stay few. */
export interface VerdictFigures {
  /** Of the labelled principles, the share that is found. */
  readonly principles: number;
  /** Principles that no label has. */
  readonly invented: number;
  /** Of the labelled verdicts, the share to which the check has one. */
  readonly given: number;
  /** Of these, the share that agrees. */
  readonly agreed: number;
  /** Verdicts where the labels have none. */
  readonly claimed: number;
  /** Of the listed questions, the share that is open. */
  readonly questionsPrecision: number;
  /** Of the open questions, the share that is listed. */
  readonly questionsRecall: number;
}

/** The figures over some pairs; a share of nothing is 1. */
export function verdictFigures(scores: readonly PairScore[]): VerdictFigures {
  const { judged, labelled, given, right, wrong, missed, invented } = countsOf(scores);
  return {
    principles: share(judged.filter(({ got }) => got !== undefined).length, judged.length),
    invented,
    given: share(given.length, labelled.length),
    agreed: share(given.filter(agrees).length, given.length),
    claimed: judged.filter((one) => !hasVerdict(one) && isGiven(one)).length,
    questionsPrecision: share(right, right + wrong),
    questionsRecall: share(right, right + missed),
  };
}

export function verdictsReport(scores: readonly PairScore[]): string {
  const { judged, labelled, given, right, wrong, missed } = countsOf(scores);
  const figures = verdictFigures(scores);
  const found = judged.filter(({ got }) => got !== undefined).length;
  const rows = [
    ['principles found', three(figures.principles), `${found}`, `${judged.length}`],
    ['verdicts given', three(figures.given), `${given.length}`, `${labelled.length}`],
    ['of them agreed', three(figures.agreed), `${given.filter(agrees).length}`, `${given.length}`],
    ['questions: precision', three(figures.questionsPrecision), `${right}`, `${right + wrong}`],
    ['questions: recall', three(figures.questionsRecall), `${right}`, `${right + missed}`],
  ];
  return [
    `Plans held against their constitutions: ${scores.length} pairs`,
    table(['figure', 'share', 'right', 'of'], rows),
    `  principles invented: ${figures.invented}; verdicts where the labels have none: ${figures.claimed}`,
  ].join('\n');
}

/** Each principle, verdict and question that differs from the labels, by file and line. */
export function verdictErrors(scores: readonly PairScore[]): string {
  return scores
    .flatMap(({ plan, constitution, judged, invented, questions }) => [
      ...judged
        .filter(({ got }) => got === undefined)
        .map(({ label }) => `${constitution} missed principle ${label.title}`),
      ...invented.map((title) => `${constitution} invented principle ${title}`),
      ...judged.filter((one) => one.got !== undefined && !agrees(one)).map((one) => `${plan}${disagreement(one)}`),
      ...questions.wrong.map(
        ({ line, text, closed }) => `${plan}:${line} ${closed ? 'closed' : 'wrong'} question ${text.slice(0, 120)}`,
      ),
      ...questions.missed.map(({ line, text }) => `${plan}:${line} missed question ${text.slice(0, 120)}`),
    ])
    .join('\n');
}

function disagreement({ label, got, line, why }: JudgedPrinciple): string {
  const at = label.line ?? line;
  const told = [line === undefined ? undefined : `line ${line}`, why].filter((part) => part !== undefined).join(': ');
  return `${at === undefined ? '' : `:${at}`} ${label.verdict} taken for ${got} ${label.title}${told === '' ? '' : ` (${told})`}`;
}

function countsOf(scores: readonly PairScore[]) {
  const judged = scores.flatMap((score) => score.judged);
  const labelled = judged.filter(hasVerdict);
  const sum = (pick: (score: PairScore) => number): number => scores.reduce((total, score) => total + pick(score), 0);
  return {
    judged,
    labelled,
    given: labelled.filter(isGiven),
    invented: sum(({ invented }) => invented.length),
    right: sum(({ questions }) => questions.right),
    wrong: sum(({ questions }) => questions.wrong.length),
    missed: sum(({ questions }) => questions.missed.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
