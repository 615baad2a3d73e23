import Tensor

/// Some items of a batch on their way through the network and back, on one core.
///
/// Everything that the way back needs is kept in one piece of memory, which lasts from step to step: a step
/// allocates nothing. Names and shapes are those of ``PlainNetwork``, which defines what is computed here; R is the
/// number of rows, items · T.
final class NetworkPart {
    typealias Numbers = UnsafeMutablePointer<Float>
    typealias Layer = PreparedParameters.Layer

    /// What a block keeps.
    struct Block {
        /// Modulation and table, [items, 6d].
        let steered: Numbers
        let attention: Branch
        /// [R, 3d].
        let queryKeyValue: Numbers
        /// Who looked at whom, [items · H · T, T].
        let weights: Numbers
        /// What attention gathered, and that projected, [R, d].
        let mixed: Numbers
        let projected: Numbers
        let feedForward: Branch
        /// Before and after GELU, [R, f].
        let up: Numbers
        let wide: Numbers
        /// [R, d].
        let down: Numbers
    }

    /// The beginning of a residual branch.
    struct Branch {
        /// [R, d].
        let normal: Numbers
        /// [R].
        let inverse: Numbers
        /// [R, d].
        let modulated: Numbers
    }

    let sizes: NetworkSizes
    let items: Int
    let precision: Precision
    let kernels = Kernels.best
    private let arena: Arena

    // What it is given.
    let tokens: Numbers
    let hints: Numbers
    let wave: Numbers
    let conditions: Numbers
    let styles: Numbers
    /// Whether any hint is not 0; where none is, their layer is passed over both ways.
    var isHinted = false

    // What is kept, [items, d] and so on.
    let sum: Numbers
    let steeringIn: Numbers
    let steering: Numbers
    let modulationIn: Numbers
    let modulation: Numbers
    let finalModulation: Numbers
    let blocks: [Block]
    let end: Branch
    let output: Numbers

    // What is passed on, of rows and of items.
    let hidden: Numbers
    let narrow: Numbers
    let branch: Numbers
    let wide: Numbers
    let threefold: Numbers
    let steeredGradient: Numbers
    let modulationGradient: Numbers
    let finalGradient: Numbers
    let itemGradient: Numbers
    let itemScratch: Numbers

    /// The gradient of every parameter over these items, in the layout's order.
    let gradients: Numbers
    /// Room for the right-hand factor of a weight's gradient.
    let panel: UnsafeMutableRawPointer
    /// Products of what there is of every token, and of what there is of every item.
    let products: Products
    let exact: Products
    let attention: Attention
    let panels: Attention.Panels

    var rows: Int { items * sizes.tokens }

    /// Room for `items`.
    init(_ layout: ParameterLayout, items: Int, precision: Precision) {
        let sizes = layout.sizes
        self.sizes = sizes
        self.items = items
        self.precision = precision
        let arena = Arena()
        self.arena = arena
        let (R, d, f, T) = (items * sizes.tokens, sizes.width, sizes.feedForward, sizes.tokens)
        func rows(_ columns: Int) -> Numbers { arena.take(R * columns) }
        func perItem(_ columns: Int) -> Numbers { arena.take(items * columns) }
        func branch() -> Branch { Branch(normal: rows(d), inverse: rows(1), modulated: rows(d)) }

        tokens = rows(sizes.components + 1)
        hints = rows(sizes.hints)
        wave = perItem(sizes.levelFeatures)
        conditions = perItem(sizes.conditions)
        styles = perItem(sizes.style)
        sum = perItem(d)
        steeringIn = perItem(d)
        steering = perItem(d)
        modulationIn = perItem(d)
        modulation = perItem(6 * d)
        finalModulation = perItem(2 * d)
        blocks = (0..<sizes.blocks).map { _ in
            Block(
                steered: perItem(6 * d), attention: branch(), queryKeyValue: rows(3 * d),
                weights: arena.take(R * sizes.heads * T), mixed: rows(d), projected: rows(d),
                feedForward: branch(), up: rows(f), wide: rows(f), down: rows(d))
        }
        end = branch()
        output = rows(sizes.components)
        hidden = rows(d)
        narrow = rows(d)
        self.branch = rows(d)
        wide = rows(f)
        threefold = rows(3 * d)
        steeredGradient = perItem(6 * d)
        modulationGradient = perItem(6 * d)
        finalGradient = perItem(2 * d)
        itemGradient = perItem(d)
        itemScratch = perItem(d)
        gradients = arena.take(layout.count)

        attention = Attention(tokens: T, heads: sizes.heads, headWidth: sizes.headWidth)
        panels = Attention.Panels(attention)
        products = kernels.products(precision)
        exact = kernels.single
        let widest = [f, 3 * d, sizes.components + 1, sizes.hints, sizes.levelFeatures].max() ?? f
        panel = arena.takeBytes(
            max(products.bytes(inner: R, columns: widest), exact.bytes(inner: items, columns: widest)))
    }

    /// Takes its items in.
    func take(_ input: NetworkInput, items range: Range<Int>) {
        let T = sizes.tokens
        Self.copy(input.tokens, rows: range.lowerBound * T..<range.upperBound * T, to: tokens)
        Self.copy(input.hints, rows: range.lowerBound * T..<range.upperBound * T, to: hints)
        Self.copy(input.conditions, rows: range, to: conditions)
        Self.copy(input.styles, rows: range, to: styles)
        isHinted = UnsafeBufferPointer(start: hints, count: rows * sizes.hints).contains { $0 != 0 }
        for (item, level) in input.levels[range].enumerated() {
            let numbers = Network.sinusoid(of: level, count: sizes.levelFeatures)
            for (i, number) in numbers.enumerated() { wave[item * sizes.levelFeatures + i] = number }
        }
    }

    private static func copy(_ matrix: Matrix, rows: Range<Int>, to numbers: Numbers) {
        matrix.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            numbers.update(from: base + rows.lowerBound * matrix.columns, count: rows.count * matrix.columns)
        }
    }
}

/// Memory that is taken piece by piece and given back as a whole.
final class Arena {
    private var pieces: [UnsafeMutableRawPointer] = []

    /// Room for `count` numbers, all 0, where a line of the cache begins.
    func take(_ count: Int) -> UnsafeMutablePointer<Float> {
        let numbers = takeBytes(4 * count).bindMemory(to: Float.self, capacity: max(1, count))
        numbers.update(repeating: 0, count: count)
        return numbers
    }

    /// Room for `count` bytes.
    func takeBytes(_ count: Int) -> UnsafeMutableRawPointer {
        let piece = UnsafeMutableRawPointer.allocate(byteCount: max(64, count), alignment: 64)
        pieces.append(piece)
        return piece
    }

    deinit { for piece in pieces { piece.deallocate() } }
}
