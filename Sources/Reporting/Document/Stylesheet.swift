/// The look of a page: light or dark as the reader's system is, for a phone, a screen and paper.
enum Stylesheet {
  /// The rows of a table that are printed; who wants more has the page, and the CSV.
  private static let mostPrinted = 30

  /// The figures of each sweep that are printed where a page is of several.
  private static let mostFigures = 12

  /// Selects the body of a page of several sweeps: it begins with links to them.
  private static let several = "body:has(> nav)"

  /// The rules; none asks the network for anything.
  static var css: String {
    let light = Look.colours.enumerated().map { "--series-\($0): \(Look.hexadecimal($1));" }
    let dark = Look.coloursOnDark.enumerated().map { "--series-\($0): \(Look.hexadecimal($1));" }
    return """
      :root { color-scheme: light dark; --page: #ffffff; --ink: #1a1a1a; --faint: #5c5c5c;
        --line: #d8d8d8; --panel: #f6f7f8; --grid: #dcdcdc; --guide: #767676; --accent: #005a8c;
        \(light.joined(separator: " ")) }
      @media (prefers-color-scheme: dark) { :root { --page: #14171a; --ink: #e8e8e6;
        --faint: #a8adb2; --line: #3a4046; --panel: #1c2024; --grid: #343a40; --guide: #9aa0a6;
        --accent: #7cc4f2; \(dark.joined(separator: " ")) } }
      @media print { :root { color-scheme: light; --page: #ffffff; --ink: #000000;
        --faint: #444444; --line: #bbbbbb; --panel: #ffffff; --grid: #dddddd; --guide: #777777;
        --accent: #000000; \(light.joined(separator: " ")) } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 1rem clamp(0.8rem, 3vw, 2.5rem) 3rem; max-width: 84rem;
        background: var(--page); color: var(--ink);
        font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
        overflow-wrap: anywhere; }
      h1 { font-size: 1.7rem; line-height: 1.2; margin: 0.5rem 0; }
      h2 { font-size: 1.3rem; margin: 2.5rem 0 0.6rem; padding-bottom: 0.2rem;
        border-bottom: 1px solid var(--line); }
      h3 { font-size: 1rem; margin: 0 0 0.4rem; }
      h2 ~ h3 { margin-top: 1.2rem; }
      figure h3 { margin-top: 0; }
      p, li { max-width: 48rem; }
      a { color: var(--accent); }
      .lead { color: var(--faint); }
      .strong { font-weight: 600; }
      .findings li { margin: 0.5rem 0; }
      .note { border-left: 3px solid var(--series-4); padding-left: 0.7rem; }
      nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; padding: 0; }
      .figures { display: grid; gap: 1.2rem; align-items: start;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); }
      .figures:has(> figure:only-child) { grid-template-columns: minmax(0, 46rem); }
      figure { margin: 0; padding: 0.9rem; background: var(--panel); min-width: 0;
        border: 1px solid var(--line); border-radius: 0.5rem; break-inside: avoid; }
      figure svg { display: block; width: 100%; height: auto; max-width: 42rem; margin: 0 auto; }
      figcaption { font-size: 0.9rem; margin: 0.4rem 0; }
      details { font-size: 0.85rem; }
      summary { cursor: pointer; color: var(--accent); }
      .scroll { overflow-x: auto; max-height: 32rem; overflow-y: auto; margin: 0.4rem 0; }
      table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums;
        overflow-wrap: normal; }
      th, td { text-align: left; padding: 0.2rem 0.7rem 0.2rem 0; vertical-align: top;
        border-bottom: 1px solid var(--line); }
      th { font-weight: 600; }
      .number { text-align: right; white-space: nowrap; }
      td:not(.number) { min-width: 5rem; }
      @page { margin: 12mm; }
      @media print { body { max-width: none; font-size: 9pt; line-height: 1.35; padding: 0; }
        h1 { font-size: 1.5rem; } h2 { margin: 1.2rem 0 0.4rem; } h2 ~ h3 { margin-top: 0.8rem; }
        h2, h3, h2 + p, h3 + p, .note { break-after: avoid; } p, li { max-width: none; margin: 0.4rem 0; }
        nav { display: none; }
        .figures { display: block; columns: 2; column-gap: 1.2rem; }
        .figures:has(> figure:only-child) { columns: 1; }
        figure { margin-bottom: 0.6rem; border: none; padding: 0; }
        figure h3 { font-size: 8.5pt; margin: 0; } figcaption { font-size: 7pt; line-height: 1.25; }
        figure svg { max-height: 5.6cm; } figure:only-child svg { max-height: 10cm; }
        /* Its numbers are in the CSV. */
        figure details { display: none; }
        .scroll { max-height: none; overflow: visible; }
        table { font-size: 7pt; line-height: 1.2; } tr { break-inside: avoid; }
        th, td { overflow-wrap: anywhere; padding: 0.05rem 0.5rem 0.05rem 0; }
        .number { white-space: normal; } td:not(.number) { min-width: 0; }
        tr:nth-child(n + \(mostPrinted + 1)) { display: none; }
        .scroll:has(tr:nth-child(n + \(mostPrinted + 1)))::after { font-size: 7pt;
          content: "More rows are on the screen only."; }
        /* On paper nobody can open them. */
        details::details-content { content-visibility: visible; block-size: auto; }
        summary { color: inherit; font-weight: 600; list-style: none; break-after: avoid; }
        /* Of several sweeps a line says what there is to open. */
        \(several) > details { display: inline; font-size: 8pt; }
        \(several) > details + .figures { margin-top: 0.6rem; }
        \(several) > details > summary { display: inline; font-weight: normal; }
        \(several) > details::details-content { display: none; }
        \(several) > details::before { content: "On the screen only: "; }
        \(several) > details + details::before { content: " · "; }
        \(several) figure:nth-child(n + \(mostFigures + 1)) { display: none; }
        \(several) > .figures:has(> figure:nth-child(n + \(mostFigures + 1)))::after {
          content: "More figures are on the screen only."; display: block; column-span: all;
          font-size: 8pt; } }

      """
  }
}
