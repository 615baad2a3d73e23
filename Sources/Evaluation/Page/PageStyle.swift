/// How the page looks.
enum PageStyle {
    /// Colours by what they mean; light, and dark where the reader's screen is.
    static let css = """

        :root {
          color-scheme: light dark;
          --paper: #fbfaf7; --card: #ffffff; --ink: #22211f; --soft: #6d6a64; --hair: #e4e0d8;
          --model: #b8452f; --real: #2f6f62; --plain: #a39e93; --band: rgba(47, 111, 98, .13);
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #191817; --card: #222120; --ink: #eceae5; --soft: #a5a198; --hair: #383532;
            --model: #f08a70; --real: #74c2b0; --plain: #7e7a72; --band: rgba(116, 194, 176, .16);
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 78rem; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums;
        }
        h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .75rem; font-weight: 650; letter-spacing: -.01em; }
        h2 { font-size: 1.2rem; margin: 3rem 0 1rem; font-weight: 650; }
        header p { max-width: 46rem; margin: .4rem 0; }
        .note { color: var(--soft); }
        .key { color: var(--soft); font-size: .875rem; margin-top: 1.25rem; }
        .key span { margin-left: 1.25rem; } .key span:first-child { margin-left: 0; }
        .dot, .swatch, .dash { display: inline-block; vertical-align: -.05em; margin-right: .3rem; }
        .dot { width: .7rem; height: .7rem; border-radius: 50%; }
        .dot.model { background: var(--model); } .dot.real { background: var(--real); }
        .dot.plain { background: var(--plain); }
        .swatch { width: 1.4rem; height: .8rem; background: var(--band); }
        .dash { width: 1.4rem; border-top: 2px dashed var(--soft); vertical-align: .25em; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(31rem, 100%), 1fr)); gap: 1.25rem; }
        figure {
          margin: 0; padding: 1.1rem 1.25rem .6rem; background: var(--card); border: 1px solid var(--hair);
          border-radius: 10px;
        }
        figcaption b { font-weight: 650; }
        figcaption i { font-style: normal; color: var(--soft); font-size: .875rem; float: right; }
        figcaption span { display: block; color: var(--soft); font-size: .875rem; margin: .1rem 0 .7rem; }
        svg { width: 100%; height: auto; display: block; }
        svg text { font: 12.5px system-ui, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
        svg text.plain, svg text.tick { fill: var(--soft); }
        svg text.tick { font-size: 11px; }
        svg text.model { fill: var(--model); font-weight: 650; }
        svg text.real { fill: var(--real); font-weight: 650; }
        svg .grid { stroke: var(--hair); stroke-width: 1; }
        svg .band { fill: var(--band); }
        svg .reallevel { stroke: var(--real); stroke-opacity: .45; stroke-width: 1.5; }
        svg .ideal { stroke: var(--soft); stroke-width: 1.25; stroke-dasharray: 4 4; }
        svg .bar { stroke-width: 2; stroke-opacity: .55; stroke-linecap: round; }
        svg .seeds { stroke-width: 6; stroke-opacity: .35; stroke-linecap: round; }
        svg line.model { stroke: var(--model); } svg circle.model { fill: var(--model); }
        svg line.real { stroke: var(--real); } svg circle.real { fill: var(--real); }
        svg line.plain { stroke: var(--plain); } svg circle.plain { fill: var(--plain); }
        .wide { overflow-x: auto; background: var(--card); border: 1px solid var(--hair); border-radius: 10px; }
        table { border-collapse: collapse; width: 100%; font-size: .875rem; }
        th, td { padding: .4rem .8rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--hair); }
        th { font-weight: 500; } thead th { color: var(--soft); }
        tbody th, .targets td:nth-child(3), .targets th:nth-child(3) { text-align: left; }
        tbody tr:last-child > * { border-bottom: 0; }
        td small { display: block; color: var(--soft); font-size: .75rem; }
        .met td:last-child { color: var(--real); } .missed td:last-child { color: var(--model); font-weight: 650; }

        """
}
