interface EnumOptionsProps {
  readonly field: {
    readonly options?: readonly string[] | undefined
    readonly optionTitles?: readonly string[] | undefined
  }
}

/** What one may choose of a field, by the titles it gives. */
export function EnumOptions({ field: { options = [], optionTitles } }: EnumOptionsProps) {
  return options.map((option, index) => (
    <option key={option} value={option}>
      {optionTitles?.[index] ?? option}
    </option>
  ))
}
