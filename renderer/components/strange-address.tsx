import { IconAlertTriangle } from '@tabler/icons-react';
import { strangeText } from '../texts/chains.ts';

/** A warning beside an address that somebody is about to pay; nothing where nothing is strange about it. */
export function StrangeAddress({ strange }: { readonly strange: string | null }) {
  if (strange === null) return null;
  const { what, next } = strangeText(strange);
  return (
    <div className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{what}</strong>
        <p>{next}</p>
      </div>
    </div>
  );
}
