/**
 * The control-flow patterns of the Workflow Patterns Initiative (Russell, ter Hofstede, van der Aalst and Mulyar, 2006), and
 * how the format `slashflow/1` has each. Said here once: the tests take their names from here, `docs/patterns.md` is written
 * from it.
 */

/** `direct`: one feature of the format is the pattern. `construct`: several together give its behaviour. */
export type Support = 'direct' | 'construct' | 'not'

export interface Pattern {
  readonly number: number
  readonly name: string
  readonly support: Support
  /** A sentence; where the format does not have it, why. */
  readonly how: string
}

export interface PatternGroup {
  readonly title: string
  readonly patterns: readonly Pattern[]
}

const direct = (number: number, name: string, how: string): Pattern => ({ number, name, support: 'direct', how })
const construct = (number: number, name: string, how: string): Pattern => ({ number, name, support: 'construct', how })

export const PATTERN_GROUPS: readonly PatternGroup[] = [
  {
    title: 'Basic control flow',
    patterns: [
      direct(1, 'Sequence', 'An edge.'),
      direct(2, 'Parallel Split', 'Several edges from one port.'),
      direct(3, 'Synchronization', 'A node with several edges waits for all of them (`join: "all"`, the default).'),
      direct(4, 'Exclusive Choice', 'A `branch` leaves by the first case that holds, else by `else`.'),
      direct(5, 'Simple Merge', '`join: "any"`; the default does it too, since the way not taken is dead.'),
    ],
  },
  {
    title: 'Advanced branching and synchronization',
    patterns: [
      construct(6, 'Multi-Choice', 'A parallel split into one `branch` for each way, each with its own condition.'),
      direct(
        7,
        'Structured Synchronizing Merge',
        '`join: "all"` waits for the ways that were taken: the others are dead.',
      ),
      direct(
        8,
        'Multi-Merge',
        '`join: "each"` starts the node once for each token, and so do the `each` joins after it.',
      ),
      direct(
        9,
        'Structured Discriminator',
        '`join: "any"` starts at the first token and ignores the others; a loop sets it again with each pass.',
      ),
      construct(
        28,
        'Blocking Discriminator',
        '`join: "any"`, and a loop whose next pass waits for all the branches (`join: "all"` before the loop edge).',
      ),
      direct(29, 'Cancelling Discriminator', 'A `cancel` with `join: "any"` that names the branches.'),
      direct(30, 'Structured Partial Join', '`join: { "count": k }` starts at the k-th token and ignores the others.'),
      construct(
        31,
        'Blocking Partial Join',
        '`join: { "count": k }`, and a loop whose next pass waits for all the branches (`join: "all"` before the loop edge).',
      ),
      direct(32, 'Cancelling Partial Join', 'A `cancel` with `join: { "count": k }` that names the branches.'),
      construct(
        33,
        'Generalized AND-Join',
        'Each branch numbers and emits its tokens; a loop waits for the next one of every branch with `since: "run"`, so those that are ahead are kept.',
      ),
      direct(
        37,
        'Local Synchronizing Merge',
        '`join: "all"` in any graph: a node that cannot start kills its edges, so every merge hears of every way.',
      ),
      direct(
        38,
        'General Synchronizing Merge',
        '`join: "all"` also waits while a loop may still deliver: its edges are open until the loop is left.',
      ),
      construct(41, 'Thread Merge', 'The end of an `each`: the threads of the branch inside go on as one.'),
      construct(
        42,
        'Thread Split',
        'An `each` over a list of that length: its children are a branch with so many threads.',
      ),
    ],
  },
  {
    title: 'Multiple instances',
    patterns: [
      direct(
        12,
        'Multiple Instances without Synchronization',
        'An `each` that nothing follows, beside what goes on; `workflow` with `wait: false` starts them as runs of their own.',
      ),
      direct(13, 'Multiple Instances with a Priori Design-Time Knowledge', 'An `each` over a list in the file.'),
      direct(14, 'Multiple Instances with a Priori Run-Time Knowledge', 'An `each` over the value of an expression.'),
      construct(
        15,
        'Multiple Instances without a Priori Run-Time Knowledge',
        'A command that does one instance and beside it asks for a further one, which is a `workflow` of the same name; the outermost ends when all have.',
      ),
      construct(
        34,
        'Static Partial Join for Multiple Instances',
        'The children of an `each` emit when they are done; a loop with a `wait` counts them and goes on at the k-th.',
      ),
      construct(
        35,
        'Cancelling Partial Join for Multiple Instances',
        'As the static one, and a `cancel` of the `each` when it goes on.',
      ),
      construct(
        36,
        'Dynamic Partial Join for Multiple Instances',
        'A loop starts child runs (`wait: false`) as they are wanted; beside it a loop with a `wait` tests after each that is done whether it is enough, and then cancels the first loop.',
      ),
    ],
  },
  {
    title: 'State-based',
    patterns: [
      direct(16, 'Deferred Choice', '`wait` leaves by the port of the first event, or by `timeout`.'),
      construct(
        17,
        'Interleaved Parallel Routing',
        'Edges give the partial order, one `lock` for all of them keeps two from running at once; it holds across runs too.',
      ),
      construct(
        18,
        'Milestone',
        'A join with what reaches the milestone, a `branch` that asks whether it has passed, and a `cancel` when it passes.',
      ),
      direct(39, 'Critical Section', 'A `group` with a `lock`; every `group` with that lock is the same section.'),
      direct(40, 'Interleaved Routing', 'Parallel nodes with one `lock`; it holds across runs too.'),
    ],
  },
  {
    title: 'Cancellation and forced completion',
    patterns: [
      direct(19, 'Cancel Activity', '`cancel` with the name of the node.'),
      direct(20, 'Cancel Case', 'An `end` with `status: "failed"` from inside, Stop from outside.'),
      direct(25, 'Cancel Region', '`cancel` of a `group`, or of several where the region is not connected.'),
      direct(26, 'Cancel Multiple Instance Activity', '`cancel` with the name of the `each`.'),
      construct(
        27,
        'Complete Multiple Instance Activity',
        'A `cancel` of the `each`, and a `join: "any"` of both in what follows.',
      ),
    ],
  },
  {
    title: 'Iteration',
    patterns: [
      construct(
        10,
        'Arbitrary Cycles',
        'A loop may be entered and left at any of its nodes; where cycles overlap, all go back to one `branch` that says where to go on. Every loop edge has a limit.',
      ),
      direct(
        21,
        'Structured Loop',
        'A loop edge from the last node (tested after) or back to a `branch` (tested before).',
      ),
      direct(22, 'Recursion', 'A `workflow` that names the command it stands in.'),
    ],
  },
  {
    title: 'Termination',
    patterns: [
      direct(11, 'Implicit Termination', 'Without `end` a run has finished when nothing is active.'),
      direct(43, 'Explicit Termination', '`end` withdraws what is still active and ends the run.'),
    ],
  },
  {
    title: 'Trigger',
    patterns: [
      direct(23, 'Transient Trigger', '`wait` hears what comes after it started (`since: "now"`).'),
      direct(24, 'Persistent Trigger', '`wait` with `since: "run"` also hears what came before it started.'),
    ],
  },
]

export const PATTERNS: readonly Pattern[] = PATTERN_GROUPS.flatMap((group) => group.patterns).sort(
  (a, b) => a.number - b.number,
)

export function patternOf(number: number): Pattern {
  const pattern = PATTERNS.find((one) => one.number === number)
  if (!pattern) throw new Error(`There is no pattern ${number}`)
  return pattern
}
