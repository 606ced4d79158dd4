/**
 * Markdown from a model or a program, which is not trusted: no HTML, no images, no links that lead anywhere. A link shows its
 * address instead, so a person can read where it points before they go there by themselves.
 */
import { type ComponentProps, memo, type ReactNode } from 'react'
import { defaultRehypePlugins, Streamdown } from 'streamdown'
import { DiffView, looksLikeDiff } from './diff-view.tsx'
import { ScrollBox } from './scroll-box.tsx'

export interface MarkdownProps {
  readonly text: string
  /** Text still grows: unfinished marks are closed for the eye, and a caret stands at the end. */
  readonly live?: boolean
}

export const DrawnMarkdown = memo(function DrawnMarkdown({ text, live = false }: MarkdownProps) {
  return (
    <div className={live ? 'prose growing' : 'prose'}>
      <Streamdown
        mode={live ? 'streaming' : 'static'}
        components={components}
        controls={false}
        skipHtml
        rehypePlugins={safePlugins}
        linkSafety={{ enabled: false }}
        lineNumbers={false}
      >
        {text}
      </Streamdown>
    </div>
  )
})

// Without `raw`, HTML in the text never becomes elements; what is left is sanitized all the same.
const safePlugins = [defaultRehypePlugins.sanitize, defaultRehypePlugins.harden].filter(
  (plugin) => plugin !== undefined,
)

type Props<T extends keyof React.JSX.IntrinsicElements> = ComponentProps<T> & { readonly node?: unknown }

const components = {
  a: ({ href, children }: Props<'a'>) => (
    <span className="link" title={href}>
      {children}
    </span>
  ),
  img: ({ alt }: Props<'img'>) => <span className="hint">[image: {alt || 'without a description'}]</span>,
  h1: ({ children }: Props<'h1'>) => <h3>{children}</h3>,
  h2: ({ children }: Props<'h2'>) => <h3>{children}</h3>,
  h3: ({ children }: Props<'h3'>) => <h3>{children}</h3>,
  h4: ({ children }: Props<'h4'>) => <h3>{children}</h3>,
  h5: ({ children }: Props<'h5'>) => <h3>{children}</h3>,
  h6: ({ children }: Props<'h6'>) => <h3>{children}</h3>,
  p: ({ children }: Props<'p'>) => <p>{children}</p>,
  ul: ({ children }: Props<'ul'>) => <ul>{children}</ul>,
  ol: ({ children, start }: Props<'ol'>) => <ol start={start}>{children}</ol>,
  li: ({ children }: Props<'li'>) => <li>{children}</li>,
  strong: ({ children }: Props<'strong'>) => <strong>{children}</strong>,
  blockquote: ({ children }: Props<'blockquote'>) => <blockquote>{children}</blockquote>,
  hr: () => <hr />,
  pre: ({ children }: Props<'pre'>) => <CodeBlock>{children}</CodeBlock>,
  inlineCode: ({ children }: Props<'code'>) => <code>{children}</code>,
  code: ({ children }: Props<'code'>) => <code>{children}</code>,
  table: ({ children }: Props<'table'>) => (
    <ScrollBox className="table-frame" label="Table">
      <table className="table">{children}</table>
    </ScrollBox>
  ),
  thead: ({ children }: Props<'thead'>) => <thead>{children}</thead>,
  tbody: ({ children }: Props<'tbody'>) => <tbody>{children}</tbody>,
  tr: ({ children }: Props<'tr'>) => <tr>{children}</tr>,
  th: ({ children }: Props<'th'>) => <th>{children}</th>,
  td: ({ children }: Props<'td'>) => <td>{children}</td>,
}

function CodeBlock({ children }: { readonly children: ReactNode }) {
  const text = plainText(children)
  if (looksLikeDiff(text)) return <DiffView text={text} />
  return (
    <ScrollBox className="code-box" label="Code">
      <pre>{children}</pre>
    </ScrollBox>
  )
}

function plainText(node: ReactNode): string {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return node.map(plainText).join('')
  if (typeof node === 'object' && node !== null && 'props' in node)
    return plainText((node.props as { children?: ReactNode }).children) // any element has props
  return ''
}
