import Cores
import Diagnostics
import SequenceModel
import Tensor

extension ModelStatistics.Style {
    /// The space of styles of windows as they were danced: principal axes of their statistics.
    ///
    /// - Throws: ``Problem`` when OpenBLAS is missing.
    init(_ windows: [TrainingWindow], _ sizes: Configuration) throws(Problem) {
        let size = sizes.networkSizes.style - 1
        let measured = Self.measured(windows, sizes)
        let whole = measured.map(\.whole)
        let (mean, deviation) = ModelStatistics.spread(whole.map { $0.map(Double.init) })
        // A number that hardly varies says nothing; it must not be blown up to say it.
        let middle = deviation.sorted()[(deviation.count - 1) / 2]
        let scale = deviation.map { max($0, 0.1 * middle, 1e-6) }
        var moments = try SecondMoments(columns: StyleStatistics.count)
        moments.add(
            Matrix(rows: whole.count, columns: StyleStatistics.count, values: whole.flatMap { $0 }),
            mean: mean,
            weight: scale.map { 1 / $0 })
        let (variances, directions) = try moments.principalAxes()
        var axes = Matrix(rows: size, columns: StyleStatistics.count)
        for row in 0..<size {
            let deviation = max(variances[row], 1e-6 * variances[0], 1e-12).squareRoot()
            for i in 0..<StyleStatistics.count {
                axes[row, i] = Float(directions[row][i] / deviation / scale[i])
            }
        }
        self.init(mean: mean.map(Float.init), axes: axes, bank: Matrix(rows: 0, columns: 2 * size))
        fill(measured)
    }

    /// The same space with a bank of these windows.
    func banked(_ windows: [TrainingWindow], _ sizes: Configuration) -> Self {
        var result = self
        result.fill(Self.measured(windows, sizes))
        return result
    }

    private mutating func fill(_ measured: [(context: [Float], whole: [Float])]) {
        let rows = measured.prefix(ModelStatistics.bank).map { embedded($0.context) + embedded($0.whole) }
        bank = Matrix(rows: rows.count, columns: 2 * axes.rows, values: rows.flatMap { $0 })
    }

    /// Statistics of the context and of the whole of windows.
    private static func measured(
        _ windows: [TrainingWindow], _ sizes: Configuration
    ) -> [(context: [Float], whole: [Float])] {
        let whole = Spline.basis(frames: sizes.frames, points: sizes.points)
        let context = Spline.basis(frames: sizes.contextFrames, points: sizes.contextPoints)
        return concurrentMap(count: windows.count) { index in
            (
                StyleStatistics.of(context.times(windows[index].context), frameRate: sizes.frameRate),
                StyleStatistics.of(whole.times(windows[index].points), frameRate: sizes.frameRate)
            )
        }
    }
}
