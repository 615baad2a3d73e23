import Diagnostics

extension EvaluationTable {
    /// The table as a page with plots: one HTML file that needs nothing beside it, in light or dark as the reader's
    /// screen is.
    ///
    /// - Parameter title: Heading of the page.
    public func page(titled title: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.printable.html)</title>
        <style>\(PageStyle.css)</style>
        </head>
        <body>
        <header>
        <h1>\(title.printable.html)</h1>
        <p>\(heading.printable.html).</p>
        \(notes.map { "<p class=\"note\">\($0.printable.html)</p>" }.joined(separator: "\n"))
        <p class="key"><span class="dot model"></span> model
        <span class="dot real"></span> what the dancers really did
        <span class="dot plain"></span> ways of going on that know nothing
        <span class="swatch"></span> where real dance lies
        <span class="dash"></span> the best value</p>
        </header>
        <main>
        \(Self.groups.map(section).joined(separator: "\n"))
        \(contenders.compactMap { self[$0] }.map(targets).joined(separator: "\n"))
        <section>
        <h2>All figures</h2>
        <div class="wide">\(grid)</div>
        </section>
        </main>
        </body>
        </html>

        """
    }

    /// Measures that are drawn, by what they are about.
    private static let groups: [(title: String, measures: [Measure])] = [
        ("The join", [.seamMedian, .seam95]),
        ("How it moves", [.speedRatio, .jerkRatio, .frozen, .contactShare]),
        ("The floor", [.skate, .penetration]),
        ("Different, and near to what followed", [.spread, .bestHalf, .best1, .best4]),
        ("Like dance, and not a copy", [.frechetKinetic, .frechetPose, .twoSample, .neighbour]),
    ]

    private func section(_ group: (title: String, measures: [Measure])) -> String {
        let cards = group.measures.compactMap { measure in
            MeasurePlot(measure, of: self).map { plot in
                """
                <figure>
                <figcaption><b>\(measure.title.html)</b> <i>ideal: \(measure.ideal.html)</i>
                <span>\(measure.meaning.html)</span></figcaption>
                \(plot.svg)
                </figure>
                """
            }
        }
        guard !cards.isEmpty else { return "" }
        return "<section>\n<h2>\(group.title.html)</h2>\n<div class=\"cards\">\n"
            + cards.joined(separator: "\n") + "\n</div>\n</section>"
    }

    private func targets(_ column: Column) -> String {
        let rows = Target.all.compactMap { target -> String? in
            guard let isMet = target.isMet(by: column, in: self), let figure = column[target.measure] else {
                return nil
            }
            return """
                <tr class="\(isMet ? "met" : "missed")"><th>\(target.measure.title.html)</th>\
                <td>\(target.measure.text(figure.value))</td><td>\(target.words.html)</td>\
                <td>\(isMet ? "met" : "not met")</td></tr>
                """
        }
        return """
            <section>
            <h2>What \(column.name.printable.html) is held to</h2>
            <div class="wide"><table class="targets"><thead><tr><th>measure</th><th>found</th><th>asked</th><th></th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
            </section>
            """
    }

    private var grid: String {
        let head = columns.map { "<th>\($0.name.printable.html)</th>" }.joined()
        let rows = measures.map { measure in
            let cells = columns.map { column -> String in
                guard let figure = column[measure] else { return "<td>–</td>" }
                let bounds = [figure.interval, figure.range].compactMap { $0 }.map {
                    "<small>\(measure.text($0))</small>"
                }
                return "<td>\(measure.text(figure.value))\(bounds.joined())</td>"
            }
            return
                "<tr><th title=\"\(measure.meaning.html)\">\(measure.title.html)</th>\(cells.joined())</tr>"
        }
        let last = columns.map { "<td>\($0.proposals)</td>" }.joined()
        return "<table><thead><tr><th></th>\(head)</tr></thead><tbody>\(rows.joined(separator: "\n"))"
            + "<tr><th>proposals</th>\(last)</tr></tbody></table>"
    }
}
