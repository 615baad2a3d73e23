import SequenceModel
import Tensor

/// How strongly a network's guess should answer to what it is given beside how strongly it does, by noise level and
/// component, measured on what is held out: `sampling.response` of the checkpoint.
///
/// A network trained for hours answers too weakly: its guess moves away from the blind one, that of pure noise, by a
/// part only of what the least-squares answer would.
enum ResponseTable {
    /// Windows measured at most.
    static let mostWindows = 96
    /// Neighbouring components share a factor, as a mean over this many: single ones are too noisy.
    static let smoothed = 9
    /// Least and greatest factor.
    static let range: ClosedRange<Double> = 0.5...2

    /// The table, [13, D]; ones where nothing is held out.
    static func measure(
        _ model: Model, _ maker: BatchMaker, takes: [Take], windows most: Int, seed: UInt64
    ) -> Matrix {
        let sizes = model.sizes
        let levels = Response.levels
        let windows = WindowDrawer(takes, sizes).spread(min(most, Self.mostWindows))
        var table = Matrix(rows: levels.count, columns: sizes.components, repeating: 1)
        guard windows.count > 1 else { return table }
        var generator = Xoshiro256(seed: seed, step: 0, for: 4)
        var pass = NetworkPass(model.parameters.layout, items: windows.count)
        // Two noises; of each the blind guess first.
        let draws = (0..<2).map { _ in
            TrainingDraw.draws(windows.count, sizes, isExact: true, from: &generator).map { draw in
                var draw = draw
                draw.tellsCondition = draw.tellsCondition.map { _ in false }
                draw.tellsStyle = true
                draw.styleError = draw.styleError.map { _ in 0 }
                return draw
            }
        }
        func guess(_ draws: [TrainingDraw], _ level: Float) -> (clean: Matrix, noisy: Matrix) {
            let batch = maker.batch(
                windows,
                draws.map { draw in
                    var draw = draw
                    draw.level = level
                    return draw
                })
            return (maker.guess(pass.forward(batch.input, model.parameters), batch), batch.noisy)
        }
        let clean = maker.components(of: windows)
        let rounds = draws.map { guess($0, 1).clean }
        let blind = Matrix(
            rows: clean.rows, columns: clean.columns,
            values: zip(rounds[0].values, rounds[1].values).map { ($0 + $1) / 2 })
        // Above the fourth level both sides of the ratio are nearly nothing.
        for (row, level) in levels.enumerated().dropFirst(3) {
            var (answer, need) = (
                [Double](repeating: 0, count: sizes.components),
                [Double](repeating: 0, count: sizes.components)
            )
            for draw in draws {
                let (guessed, noisy) = guess(draw, level)
                for token in 0..<clean.rows where token % sizes.tokens >= sizes.contextTokens {
                    for i in 0..<sizes.components {
                        let given = noisy[token, i] - (1 - level) * blind[token, i]
                        answer[i] += Double(given * (guessed[token, i] - blind[token, i]))
                        need[i] += Double(given * (clean[token, i] - blind[token, i]))
                    }
                }
            }
            let count = Double(clean.rows * draws.count)
            let ratio = zip(mean(need), mean(answer)).map { $0 / max($1, 1e-4 * count) }
            for i in ratio.indices {
                table[row, i] = Float(min(max(ratio[i], range.lowerBound), range.upperBound))
            }
        }
        for row in 0..<3 { table[row: row] = table[row: 3] }
        return table
    }

    /// Running mean over neighbours; the ends are repeated.
    static func mean(_ values: [Double]) -> [Double] {
        let half = smoothed / 2
        return values.indices.map { i in
            (i - half...i + half).reduce(0) { $0 + values[min(max($1, 0), values.count - 1)] }
                / Double(smoothed)
        }
    }
}
