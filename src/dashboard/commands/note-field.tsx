/** The note that goes with a command: kept by the provider, so no customer's data in it. */
import { useTranslation } from 'react-i18next';
import { Field } from '../parts/field';

/** Optional unless `required`. */
export function NoteField({
  value,
  onChange,
  required = false,
}: {
  value: string;
  onChange: (note: string) => void;
  required?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Field
      label={t(required ? 'note.required' : 'note.optional')}
      hint={t('note.hint')}
      maxLength={1000}
      required={required}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
