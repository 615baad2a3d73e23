import Tensor

/// Movement of several dancers on its way through a window: control points that grow patch by patch.
///
/// All dancers have as many points. What one does depends on its own points and choices alone.
struct CodeWindow {
    private let model: CodeModel
    /// The control points of each dancer so far, features as they are, in the dancer's own world.
    private(set) var points: [Matrix]
    private var memory: CodeNetwork.Memory
    /// What the trunk made of what each dancer did last, [B, d], and what was seen of it.
    private var trunk: Matrix
    private var seen: Matrix
    /// Whether there are points that the network has not seen.
    private var isBehind = false
    /// Position of the next row.
    private var position: Int
    /// Points of each context.
    private let contextPoints: Int

    /// Begins with each dancer's context: as many points for all, four at least and whole patches.
    ///
    /// - Parameter isShared: Whether all contexts are the first one; then it is looked at once.
    init(_ contexts: [Matrix], isShared: Bool = false, in model: CodeModel) {
        self.model = model
        points = contexts
        contextPoints = contexts[0].rows
        let rows = contexts[0].rows / CodeSizes.patch - 1
        let different = isShared ? Array(contexts.prefix(1)) : contexts
        // A shorter context stands at the end of the context's positions.
        position = model.sizes.contextTokens - 1 - rows
        var memory = model.network.memory(items: different.count)
        let seen = model.coder.seen(Self.pasts(of: different))
        let trunk = model.network.trunk(seen, at: position, memory: &memory)
        position += rows
        func last(of matrix: Matrix) -> Matrix {
            Matrix(
                rows: contexts.count, columns: matrix.columns,
                values: contexts.indices.flatMap { matrix[row: ((isShared ? 0 : $0) + 1) * rows - 1] })
        }
        self.trunk = last(of: trunk)
        self.seen = last(of: seen)
        self.memory = isShared ? memory.map { $0.repeated(contexts.count) } : memory
    }

    /// Adds a patch to every dancer's points.
    ///
    /// - Parameter choose: The entry for one book's logits of one dancer, given as its row; called once for each book
    ///   in turn, and for each dancer.
    mutating func grow(choosing choose: (_ logits: ArraySlice<Float>, _ dancer: Int) -> Int) {
        if isBehind { look() }
        var drawn = Matrix(rows: points.count, columns: model.sizes.components)
        for (book, entries) in model.coder.books.enumerated() {
            let logits = model.network.logits(book: book, trunk, drawn: drawn)
            var chosen: [Float] = []
            for dancer in points.indices { chosen += entries[row: choose(logits[row: dancer], dancer)] }
            drawn.add(Matrix(rows: drawn.rows, columns: drawn.columns, values: chosen))
        }
        let patches = model.coder.patch(after: recent, seen: seen, components: drawn)
        isBehind = true
        for dancer in points.indices {
            points[dancer] = points[dancer].appending(
                Matrix(
                    rows: CodeSizes.patch, columns: FrameFeatures.count, values: Array(patches[row: dancer])))
        }
    }

    /// The points of each dancer as they are to be shown: the context, and what was drawn with what quantisation took
    /// given back.
    ///
    /// The last ``CodePostnet/reach`` patches are right only where they end the window.
    var corrected: [Matrix] {
        let pasts = Self.pasts(of: points)
        let seen = model.coder.seen(pasts)
        let changed = model.coder.corrected(
            pasts, seen: seen, by: model.postnet.corrections(of: seen, items: points.count))
        let rows = pasts.rows / points.count
        let first = contextPoints / CodeSizes.patch - 1
        return points.enumerated().map { dancer, points in
            let new = changed.rows(dancer * rows + first..<(dancer + 1) * rows)
            return points.rows(0..<contextPoints).appending(
                new.reshaped(rows: new.rows * CodeSizes.patch, columns: FrameFeatures.count))
        }
    }

    /// Looks at the newest points, before another patch.
    private mutating func look() {
        isBehind = false
        seen = model.coder.seen(recent)
        trunk = model.network.trunk(seen, at: position, memory: &memory)
        position += 1
    }

    /// The last four points of each dancer, [B, 4 · 139].
    private var recent: Matrix {
        Matrix(
            rows: points.count, columns: CodeSizes.before * FrameFeatures.count,
            values: points.flatMap { $0.values.suffix(CodeSizes.before * FrameFeatures.count) })
    }

    /// Every four points that end with a patch, [B · (patches − 1), 4 · 139].
    static func pasts(of points: [Matrix]) -> Matrix {
        let (patch, before, count) = (CodeSizes.patch, CodeSizes.before, FrameFeatures.count)
        var values: [Float] = []
        var rows = 0
        for points in points {
            for end in stride(from: before, through: points.rows, by: patch) {
                values += points.values[(end - before) * count..<end * count]
                rows += 1
            }
        }
        return Matrix(rows: rows, columns: before * count, values: values)
    }
}
