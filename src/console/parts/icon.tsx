/** The page's icons: strokes on a grid of 24, in the colour of the text. */

const PATHS = {
  template: 'M4 5h16v4H4zM4 13h7v6H4zM15 13h5v6h-5z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  oneTask: 'M9 12l2.5 2.5L16 9M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  taskTemplate: 'M6 3h9l4 4v14H6zM15 3v4h4M9 14l2 2 4-4',
  portfolio: 'M4 7h5l2 2h9v10H4zM8 13h8',
  save: 'M6 4h10l3 3v13H6zM9 4v5h6V4M9 20v-6h7v6',
  export: 'M12 4v11M7.5 10.5L12 15l4.5-4.5M5 20h14',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM20 20l-4.5-4.5',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10.5 21h3',
  bellOff: 'M6 16V11a6 6 0 0 1 9-5.2M18 11v5l1.5 2H8M10.5 21h3M4 4l16 16',
  plus: 'M12 5v14M5 12h14',
  back: 'M15 5l-7 7 7 7',
  out: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.6l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.6l1.2-1.2',
  again: 'M5 12a7 7 0 1 1 2 5M5 18v-4h4',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20c.8-4 3.6-5.5 7-5.5s6.200 1.500 7 5.500',
  bug: 'M9 8a3 3 0 0 1 6 0M7 10h10v5a5 5 0 0 1-10 0zM12 10v10M3 10l4 1.500M21 10l-4 1.500M3 18l4-1.500M21 18l-4-1.500',
} as const;

/** A name of an icon. */
export type IconName = keyof typeof PATHS;

/** Draws one; it says nothing to those who listen, the words beside it do. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
