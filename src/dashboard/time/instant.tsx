/** An instant on the page: short to read, whole with its zone on hover. */
import { useLanguage } from '../words/use-language';
import { shortInstant, wholeInstant } from './format-instant';

/** `21 Nov, 14:05`, or what stands between the tags. */
export function Instant({ at, children }: { at: string; children?: React.ReactNode }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={wholeInstant(at, language)}>
      {children ?? shortInstant(at, language)}
    </time>
  );
}
