import Cores
import SequenceModel
import Tensor

/// A window as control points of splines, in metres and rotation columns, aligned at its seam.
struct TrainingWindow: Sendable, Equatable {
    /// Least squares over the whole window, [K, 139].
    var points: Matrix
    /// Least squares over the context alone, [context points, 139]: what is known when a window is continued.
    var context: Matrix
}

/// Cuts windows out of movement at any frame and tempo.
///
/// Resampling, fitting and the context's own fit are one matrix for each tempo, so a window costs one small product.
struct WindowCutter: Sendable {
    /// Tempi of varied windows relative to their clip; 1.15 plays it faster.
    static let tempi = [0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15]
    /// The tempo of windows as they were danced.
    static let plain = 3

    /// Frames of the source that a window takes, for each tempo.
    let lengths: [Int]
    /// [K + context points + 1, length] for each tempo; the last row reads the frame where the window is aligned.
    private let matrices: [Matrix]
    private let points: Int

    /// Cuts windows of these sizes.
    static func of(_ sizes: Configuration) -> WindowCutter {
        let isUsual =
            (sizes.frames, sizes.points) == (180, 60)
            && (sizes.contextFrames, sizes.contextPoints) == (60, 20)
        return isUsual
            ? usual : WindowCutter(frames: sizes.frames, points: sizes.points, context: sizes.contextFrames)
    }

    /// For the windows of every network of ours: a run needs several drawers, and fitting takes a moment.
    private static let usual = WindowCutter(frames: 180, points: 60, context: 60)

    private init(frames: Int, points: Int, context contextFrames: Int) {
        self.points = points
        lengths = Self.tempi.map { Int((Double(frames - 1) * $0).rounded(.up)) + 1 }
        let whole = Spline.fit(frames: frames, points: points)
        let context = Spline.fit(frames: contextFrames, points: contextFrames * points / frames)
        matrices = zip(Self.tempi, lengths).map { tempo, length in
            let read = Self.resampling(count: frames, tempo: tempo, length: length)
            return whole.times(read)
                .appending(context.times(read.rows(0..<contextFrames)))
                .appending(read.rows(contextFrames - 1..<contextFrames))
        }
    }

    /// The window that begins at row `start` of `features`.
    func cut(_ features: Matrix, start: Int, tempo: Int) -> TrainingWindow {
        var points = matrices[tempo].times(features.rows(start..<start + lengths[tempo]))
        let seam = points[row: points.rows - 1]
        let place = SIMD2(seam[seam.startIndex], seam[seam.startIndex + 2])
        WindowGeometry.align(&points, place: place, yaw: WindowGeometry.heading(seam))
        return TrainingWindow(
            points: points.rows(0..<self.points), context: points.rows(self.points..<points.rows - 1))
    }

    /// Linear interpolation, [count, length]: row i reads a source at frame `tempo` · i.
    static func resampling(count: Int, tempo: Double, length: Int) -> Matrix {
        var result = Matrix(rows: count, columns: length)
        for row in 0..<count {
            let at = tempo * Double(row)
            let below = min(Int(at), length - 1)
            let part = Float(at - Double(below))
            result[row, below] = 1 - part
            if part > 0, below + 1 < length { result[row, below + 1] += part }
        }
        return result
    }
}
