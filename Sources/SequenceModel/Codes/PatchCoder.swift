import Diagnostics
import RealModule
import Tensor

/// Movement as codes: patches of two control points, seen from where the figure stands and faces.
///
/// A patch is told as what a linear prediction from the two patches before it does not know, in the frame of the last
/// point before it (hips over the origin, facing +Z), so that codes know no place. That rest is the sum of an entry of
/// each codebook. The prediction starts from what was decoded, so errors do not add up.
///
/// A row of a matrix here is what one dancer does: n control points side by side, n · 139 numbers.
///
/// Source: residual quantisation as in Zeghidour et al., "SoundStream", IEEE/ACM TASLP 2022, here of components of
/// movement and by k-means; patches that start from where the body is, our own.
struct PatchCoder: Sendable {
    private static let count = FrameFeatures.count

    private let standardization: Standardization
    private let prediction: Linear
    /// Components to a patch.
    private let spread: Linear
    /// Entries of each codebook, [V, D].
    let books: [Matrix]

    init(from file: Safetensors, _ sizes: CodeSizes) throws(Problem) {
        standardization = try Standardization(from: file)
        prediction = try file.linear("prediction", inputs: sizes.inputSize, outputs: sizes.patchSize)
        spread = try file.linear(
            "components", inputs: sizes.components, outputs: sizes.patchSize, biased: false)
        let values = try file.floats("books", shape: [sizes.books, sizes.entries, sizes.components])
        let size = sizes.entries * sizes.components
        books = (0..<sizes.books).map {
            Matrix(
                rows: sizes.entries, columns: sizes.components,
                values: Array(values[$0 * size..<($0 + 1) * size]))
        }
    }

    /// What is seen of the points before a patch, [B, 4 · 139]: in the frame of the last one, in units of their scale.
    func seen(_ points: Matrix) -> Matrix {
        var local = points
        for row in 0..<points.rows { local[row: row] = Stand(last(of: points, row)).seen(local[row: row]) }
        return standardization.standardized(local.reshaped(rows: rows(local), columns: Self.count))
            .reshaped(rows: points.rows, columns: points.columns)
    }

    /// The next patch, [B, 2 · 139], after points [B, 4 · 139] that ``seen(_:)`` saw, with components [B, D].
    func patch(after points: Matrix, seen: Matrix, components: Matrix) -> Matrix {
        var patch = prediction(seen)
        patch.add(spread(components))
        return placed(patch, after: points)
    }

    /// The last patch of points [B, 4 · 139] that ``seen(_:)`` saw, changed by a correction in units of the points'
    /// scale, [B, 2 · 139].
    func corrected(_ points: Matrix, seen: Matrix, by correction: Matrix) -> Matrix {
        var patch = correction
        let size = patch.columns
        for row in 0..<patch.rows {
            let own = seen[row: row].suffix(size)
            patch[row: row] = ArraySlice(zip(patch[row: row], own).map(+))
        }
        return placed(patch, after: points)
    }

    /// Patches in units of their scale, seen from the last of `points`, as they are in each dancer's own world.
    private func placed(_ patch: Matrix, after points: Matrix) -> Matrix {
        var result = standardization.features(patch.reshaped(rows: rows(patch), columns: Self.count))
            .reshaped(rows: patch.rows, columns: patch.columns)
        for row in 0..<result.rows {
            result[row: row] = Stand(last(of: points, row)).putBack(result[row: row])
        }
        return result
    }

    private func rows(_ matrix: Matrix) -> Int { matrix.rows * matrix.columns / Self.count }

    private func last(of points: Matrix, _ row: Int) -> ArraySlice<Float> {
        points[row: row].suffix(Self.count)
    }
}

/// Where a control point's hips stand on the floor, and which way they face.
private struct Stand {
    private let x: Float
    private let z: Float
    private let cosine: Float
    private let sine: Float

    init(_ point: ArraySlice<Float>) {
        let first = point.startIndex
        x = point[first]
        z = point[first + 2]
        // The lateral axis of the hips is the first column of their rotation: both hip joints lie on it.
        let yaw = Float.atan2(y: -point[first + 5], x: point[first + 3])
        (cosine, sine) = (.cos(yaw), .sin(yaw))
    }

    /// Points as seen from here: this place at the origin, this heading +Z.
    func seen(_ points: ArraySlice<Float>) -> ArraySlice<Float> {
        turned(points, sine: sine, from: (x, z), to: (0, 0))
    }

    /// The inverse of ``seen(_:)``.
    func putBack(_ points: ArraySlice<Float>) -> ArraySlice<Float> {
        turned(points, sine: -sine, from: (0, 0), to: (x, z))
    }

    /// Moves the hips' place and both columns of their rotation; all else is relative to them.
    private func turned(
        _ points: ArraySlice<Float>, sine: Float, from: (x: Float, z: Float), to: (x: Float, z: Float)
    ) -> ArraySlice<Float> {
        var result = points
        for point in stride(from: points.startIndex, to: points.endIndex, by: FrameFeatures.count) {
            result[point] -= from.x
            result[point + 2] -= from.z
            for column in [0, 3, 6] {
                let (east, north) = (result[point + column], result[point + column + 2])
                result[point + column] = cosine * east - sine * north
                result[point + column + 2] = sine * east + cosine * north
            }
            result[point] += to.x
            result[point + 2] += to.z
        }
        return result
    }
}
