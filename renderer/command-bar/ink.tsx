/** The typed line in its colours: name and values in full, the words before `=` quiet, what defaults would add as a ghost. */
import { Fragment } from 'react'

export function Ink({ text, ghost }: { readonly text: string; readonly ghost: string }) {
  return (
    <>
      {text.split(/(\s+)/).map((word, index) => (
        // Words are told apart by their place alone.
        <Fragment key={index}>{inked(word, index)}</Fragment>
      ))}
      {ghost && <span className="quiet">{ghost}</span>}
    </>
  )
}

function inked(word: string, index: number) {
  if (index === 0 && word.startsWith('/')) return <b>{word}</b>
  const named = /^(--?[\w-]+=?|[A-Za-z]\w*[=:])(.*)$/s.exec(word)
  if (!named) return word
  return (
    <>
      <span className="quiet">{named[1]}</span>
      {named[2]}
    </>
  )
}
