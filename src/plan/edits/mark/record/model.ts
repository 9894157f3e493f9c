import type { Principle, RecordColumns } from '../../../constitution/model.ts';
import type { ConstitutionRecords } from '../../../constitution/check.ts';
import type { Field, Item, Place, Section } from '../../../../markdown/model.ts';
import type { WordSet } from '../../../words.ts';
import type { Named } from '../../../constitution/findPrinciples.ts';
import type { Subject } from '../../model.ts';

/** What a record of a principle, one of its rules, or a gate can say. */
export type RecordWord = 'pass' | 'violation' | 'not_applicable' | 'deferred' | 'fail' | 'conditional';

/** A record as it is to stand; without a word it is taken away. */
export interface VerdictRecord {
  readonly word: RecordWord | undefined;
  /** One line: the evidence, the reason, what is violated. */
  readonly note: string;
  /** One line: why a violation has to be. */
  readonly justification: string | undefined;
}

/** What a text says, and what it says beside it. */
export interface Said {
  readonly said: string;
  readonly note: string;
}

/** How records are worded: those of principles, or those of gates. */
export interface Vocabulary {
  readonly names: readonly string[];
  wordsOf(name: string): WordSet;
  /** What opens a text. */
  opening(text: string): Said | undefined;
  /** What a running text says by a word that stands out. */
  mention(text: string): Said | undefined;
  /** Whether a label takes the word itself. */
  isStatusLabel(label: string): boolean;
}

/** What the writing of one record needs to know of the plan around it. */
export interface MarkContext {
  readonly subject: Subject;
  readonly records: ConstitutionRecords;
  readonly vocabulary: Vocabulary;
  /** The places of the sections that hold records, by id. */
  readonly places: ReadonlyMap<string, Place>;
  readonly fieldOf: ReadonlyMap<Item, Field>;
  /** The section or unit that a place stands in. */
  readonly sectionOf: ReadonlyMap<string, Section>;
  /** Violations are listed in a place of their own: their justification stands there. */
  readonly isListed: boolean;
  /** The plan's own list is all that it is held against: what has no verdict may be no principle there. */
  readonly isOwnList: boolean;
  /** The words in which records of other lines are written, as they stand there. */
  readonly siblings: readonly string[];
  /** The columns of a row; undefined where the row is none of a record. */
  columnsOf(id: string): RecordColumns | undefined;
}

/** A place that another principle has, with that principle. */
export interface Sibling {
  readonly named: Named;
  readonly principle: Principle;
}
