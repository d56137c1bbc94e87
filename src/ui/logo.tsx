/** The product's logo: shelves on a tile, one of them full. */
export function Logo({ className = "size-6" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className}>
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path d="M6 7.5h5v4H6zM13 7.5h5v4h-5zM6 13h5v4H6z" fill="#fff" />
      <path d="M13.75 13.75h3.5v2.5h-3.5z" fill="none" stroke="#fff" strokeWidth="1.5" strokeOpacity="0.75" />
    </svg>
  );
}
