/**
 * What docs/tools.md says of arguments and answers beside the tools' own schemas: descriptions there cost every model tokens, so they are
 * few and short. By path, as the page writes it: `fills[].section`.
 */
export interface ToolWords {
  readonly takes: Readonly<Record<string, string>>;
  readonly gives: Readonly<Record<string, string>>;
}

/** Of arguments and keys that mean the same in every tool. */
export const sharedWords: ToolWords = {
  takes: {
    plan: 'The path of any Markdown file; or of a listed plan its id (`001-lockers`), slug (`lockers`) or number (`001`)',
    cursor: '`next_cursor` of the page before; without it the first page',
    limit: 'How many a page holds; 50 without it',
  },
  gives: {
    plan: "The plan's path",
    revision: "The plan's, as it stands now",
    changed: 'What was written; empty where it stood so already',
    'changed[].section': 'Address of the place',
    'changed[].revision': 'Its receipt now',
    'changed[].line': 'Its line in the file',
    unfilled: 'Slots that are still open',
    refused: 'What of the call did not happen, while the rest did; where nothing did, the call is an error',
    'refused[].section': 'The place, item or question, as the call named it',
    'refused[].code': 'The code of the refusal, such as `needs_expect`',
    'refused[].message': 'What is wrong, what stands there, and the call that would work',
    warnings: 'What the caller should look at, though it was written',
    approval:
      'Only where a recorded approval is not one of this text any more: the status with what was changed, `Approved (reopened: risks)`',
    next: 'What to call next',
    progress: 'How far the tasks are',
    'progress.done': 'Tasks that are done',
    'progress.total': 'All tasks',
    more: 'How many are not listed, where there are very many',
    checked: 'The rules that were looked at',
    skipped: 'The rules that could not be',
    'skipped[].rule': 'Its id',
    'skipped[].why': 'The reason',
    total: 'How many there are on all pages',
    next_cursor: 'Where there are more: `cursor` of the next page',
  },
};

/** Of each tool; these go before the shared ones. */
export const wordsOfTools: Readonly<Record<string, ToolWords>> = {
  list_templates: {
    takes: {},
    gives: {
      templates: "The workspace's own first",
      'templates[].id': 'What `create_plan` takes as `template`',
      'templates[].title': 'Its name for people',
      'templates[].description': 'What it is for',
      'templates[].source': 'Whether it comes along, or is of the workspace',
      'templates[].path': "The file of one of the workspace's",
      'templates[].labels': 'Its first labels, 12 at most: names for `values`',
    },
  },
  create_plan: {
    takes: {
      title: 'Goes into the heading, and into the name of its folder',
      template:
        "Id or path of a template; without it the workspace's only one. Where it has none, `layered-platform`; where it has several, one has to be named",
      path: 'Where the plan goes; without it beside `spec`, else where the workspace keeps its plans, with the next number',
      values:
        '`{"Author": "Ada", "timeline/phase-1/Owner": "Mara"}`: what stands several times takes a list, or goes by the address of its place',
      spec: 'Path of the specification, or of its folder: the plan is linked to it and goes beside it, without a number of its own',
      exception: 'Recorded in the plan; ignored where every prerequisite holds',
    },
    gives: {
      plan: "The plan's id, such as `001-lockers`",
      path: 'Where it lies',
      template: 'Id of the template that it was made from',
    },
  },
  list_plans: {
    takes: {
      query: 'Words that have to stand in title or path, in any case',
      status:
        "Only plans whose status is that, in the plan's own words; `Approved` finds reopened ones too. Where none has it, the text names those that there are",
    },
    gives: {
      plans: 'One page of them, by path',
      'plans[].plan': 'Id',
      'plans[].path': 'Path',
      'plans[].title': 'Title, without markup',
      'plans[].status': 'Status, with what was changed since its approval: `Approved (reopened: risks)`',
      'plans[].approval': 'Who approved it, and when',
      'plans[].template': 'Id of its template, where that is known',
      'plans[].unfilled': 'Slots that are still open',
      'plans[].questions': 'Open questions',
      'plans[].progress': 'How far its tasks are',
      'plans[].progress.done': 'Tasks that are done',
      'plans[].progress.total': 'All tasks',
    },
  },
  read_plan: {
    takes: {
      sections: 'Addresses of what to read',
      view: '`content`: the text; `outline`: sections with what is open in them; `unfilled`: the open slots, with address and label; `tasks`: the work as a `tasks.md`; `changes`: what became of the plan since `since`; `history`: the revisions that are kept. Without it the text, or the outline where the text does not fit',
      find: 'A phrase, in any case and across lines; each place that mentions it comes with address and line',
      since: 'The plan as it was then is held against the plan as it is',
      max_tokens:
        'How long the answer may be; what is cut says so. Without it, an outline of more than 1200 names the smallest sections in the line above them',
    },
    gives: {},
  },
  fill_section: {
    takes: {
      fills: 'Each happens, or is refused, by itself',
      'fills[].section': 'Address of the place',
      'fills[].values': '`{"Goal": "…", "Tasks": ["…", "…"]}`; not together with `content`',
      'fills[].content': 'With `append` what is added, with `rename` the new title',
      'fills[].find': 'It has to stand in the place exactly once',
      'fills[].mode':
        '`replace` without it. `append` adds to a section, list, table or text; `move` goes behind `after`; `remove` takes heading and all',
      'fills[].after': 'Address of the section to go behind; without it, first',
      'fills[].expect': 'It is the receipt that `read_plan` prints, or a refusal quotes',
    },
    gives: { 'changed[].revision': 'Its receipt now; zeros where the section went' },
  },
  add_item: {
    takes: {
      items: 'Each is added, or refused, by itself',
      'items[].section':
        'Address or role (`phases`, `risks`, `questions`, `gates`, `deferred`) of what holds such items',
      'items[].values': '`{"Risk": "Rain", "Mitigation": "Roofs"}`',
      'items[].after': 'Address of the one that the new item goes behind; without it, last',
    },
    gives: {},
  },
  mark_item: {
    takes: {
      items: 'Each is marked, or refused, by itself',
      'items[].item': 'Address of a task, check, principle or gate',
      'items[].state':
        'What it can be depends on what it is; a refusal lists it. `done` and `pass` are one on a box or principle',
      'items[].note': 'Needed for a verdict, and for `blocked`',
      'items[].justification': 'Why it has to be; it is `justified` then',
    },
    gives: {
      'changed[].item': 'Address of what now says it',
      'changed[].text': 'That line, as it reads now',
    },
  },
  check_plan: {
    takes: {
      for_status: "The status that the plan is checked for, in any language of ours; without it the plan's next",
    },
    gives: {
      ready: 'Whether nothing blocks the step there',
      for_status: 'The status that was checked for',
      findings: 'What was found, errors first, 200 at most',
      'findings[].rule': 'Id of the rule, as in [rules.md](rules.md)',
      'findings[].severity': 'An error blocks the status that was checked for',
      'findings[].section': 'Address of the place',
      'findings[].line': 'Its line in the file',
      'findings[].message': 'What is wrong',
      'findings[].expected': 'What should stand there',
      'findings[].found': 'What stands there',
      'findings[].blocks': 'The status that it keeps the plan from',
      'findings[].fix': 'The call that mends it, or what to write',
    },
  },
  check_constitution: {
    takes: {
      constitution: "Where no file is there, the sample of the plan's template, else the list in the plan itself",
    },
    gives: {
      verdict: '`fail`: a violation or a failed gate; `incomplete`: something is open or without evidence; else `pass`',
      constitution: 'What the plan was held against',
      'constitution.path': 'Its file; none for the sample of a template',
      'constitution.version': 'The version that it states',
      'constitution.cited': 'The version that the plan, or its approval, names',
      'constitution.changed_since':
        'What became of its principles since then, where Git knows: `privacy-first: changed`',
      'constitution.unfilled': 'Whether it is itself a template that nobody has filled',
      principles: 'The principles, 200 at most',
      'principles[].id': 'Address for `mark_item`',
      'principles[].title': 'Its name',
      'principles[].strength': 'How binding it calls itself, such as MUST; empty where it does not',
      'principles[].verdict':
        "`unsupported`: ticked without evidence; `justified`: a violation whose reason is on record; `unaddressed`: the plan says nothing of it; `unknown`: what the plan says can't be told",
      'principles[].line': 'Where the plan speaks of it',
      'principles[].evidence': "The plan's words for it",
      'principles[].why': 'Why the verdict is not `pass`',
      gates: "The plan's gates, 200 at most",
      'gates[].id': 'Address for `mark_item`',
      'gates[].title': 'Its name',
      'gates[].state': 'What the plan says of it; `undecided` where nothing',
      'gates[].line': 'Its line in the file',
      'gates[].why': 'Why it holds the plan up, where the state does not tell',
      plan_says: 'The overall verdict that the plan gives itself',
      'plan_says.verdict': "As it reads; `unknown` where it can't be told",
      'plan_says.line': 'Its line in the file',
    },
  },
  list_open_questions: {
    takes: {
      plan: 'Without it, all listed plans',
      blocking_only: 'Leaves out those that hold up no approval; false without it',
    },
    gives: {
      questions: 'One page of them, plan by plan',
      'questions[].id': 'What `answer_question` takes',
      'questions[].plan': "The plan's path",
      'questions[].section': 'Address of the section that it stands in',
      'questions[].line': 'Its line in the file',
      'questions[].text': "The plan's words",
      'questions[].kind':
        "`clarification`: a marker in the text; `question`: of a list; `unknown`: without a decision; `deferred`: put off; `approval`: somebody's leave that is needed",
      'questions[].blocking': 'Whether it keeps the plan from approval',
      'questions[].owner': 'Who has to answer; left out where the plan only has a place for a name',
      'questions[].impact': 'What hangs on it',
      'questions[].due': 'Until when; of a deferred one, what it waits for',
      'questions[].overdue': 'Whether that day is past',
      'questions[].options':
        'The answers that the plan offers, ten at most: items or lines such as `A) …`, `(a) …`, `Option A: …`; `(a) …, (b) …` behind the question mark or colon, and `[A / B / C]` in its line; `Options:` with a list, `x / y` or `x; y`. Boxes and numbers count only there, or as `Option 1: …`. Left out where that is not sure',
    },
  },
  answer_question: {
    takes: {
      answers: 'Each is recorded, or refused, by itself',
      'answers[].question':
        'As `list_open_questions` gives it. Alone, it asks the person by a form, where the client has one',
      'answers[].answer':
        'What the person said. An option is recorded in its own words; where none could be read, a letter or number stays as it is',
      'answers[].defer': 'Puts the question off; it moves to the deferred decisions where the plan has them',
      'answers[].owner': 'Who has to answer; with or without an answer',
      'answers[].due': 'Until when, such as `2026-12-01`',
      'answers[].rationale': 'Why the answer is that',
      decided_by: 'Who gave the answers: recorded with them as `quoted`',
    },
    gives: {
      'changed[].question': 'Id of the question',
      'changed[].section': 'Address of the section that it stands in',
      remaining: 'Questions of the plan that are still open',
    },
  },
  set_status: {
    takes: {
      status: "One of the plan's life, or Rejected, Superseded, On Hold; a refusal lists them",
      approval:
        'Needed for Approved where the client has no form; where it has one, the form asks whether that is so. Without it, the form asks the person to approve',
      'approval.by': 'Who approves',
      'approval.words': 'What they said, unchanged',
      reason: 'It is recorded with the status',
    },
    gives: {
      from: 'The status before, `no status` where there was none',
      status: 'The status now',
      approval: 'Who approved, and when, where somebody did',
    },
  },
  restore_plan: {
    takes: {
      plan: 'Path, id, slug or number; of a deleted plan its path',
      revision:
        'Of the history, or a Git commit, branch or tag, up to 200 characters; without it the last tool edit is taken back',
      sections: 'Addresses of what comes back, 1 to 100; without it, all',
      expect:
        "The plan's revision, from a whole read; needed where newer text would go, and a guard against edits by others meanwhile",
    },
    gives: {
      restored_from: 'The revision that it came from',
      'changed[].line': 'Its line in the file; none where the section went',
    },
  },
};
