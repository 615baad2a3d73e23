/// Where each parameter of a network lies in one flat array, under the names of the checkpoint file.
///
/// Optimisers, averages and files go over all numbers alike, so these live in one array (``Parameters``); the
/// layout says what is where. Matrices lie as PyTorch stores them, [outputs, inputs] row by row.
package struct ParameterLayout: Sendable, Equatable {
    /// A named parameter.
    package struct Entry: Sendable, Equatable {
        /// Name in the checkpoint file.
        package let name: String
        /// Lengths of its axes.
        package let shape: [Int]
        /// Its numbers in the flat array.
        package let range: Range<Int>
    }

    /// A linear layer's place.
    struct Layer: Sendable, Equatable {
        let inputs: Int
        let outputs: Int
        /// Where the weights begin, [outputs, inputs].
        let weight: Int
        /// Where the bias begins, if there is one, [outputs].
        let bias: Int?
    }

    /// A block's places.
    struct Block: Sendable, Equatable {
        /// Where the table begins, [6d].
        let table: Int
        let queryKeyValue: Layer
        let projection: Layer
        let up: Layer
        let down: Layer
    }

    /// Sizes of the network.
    package let sizes: NetworkSizes
    /// All parameters, in the order of the flat array.
    package let entries: [Entry]
    let input: Layer
    let parts: Layer
    /// Where the positions begin, [T, d].
    let position: Int
    let level: Layer
    let steering: Layer
    let condition: Layer
    let style: Layer
    let modulation: Layer
    let blocks: [Block]
    let finalModulation: Layer
    let output: Layer

    /// Numbers of the flat array.
    package var count: Int { entries.last?.range.upperBound ?? 0 }

    /// Lays out a network of `sizes`.
    package init(_ sizes: NetworkSizes) {
        var entries: [Entry] = []
        func place(_ name: String, _ shape: [Int]) -> Int {
            let start = entries.last?.range.upperBound ?? 0
            entries.append(Entry(name: name, shape: shape, range: start..<start + shape.reduce(1, *)))
            return start
        }
        func layer(_ name: String, _ inputs: Int, _ outputs: Int, hasBias: Bool = true) -> Layer {
            let weight = place("\(name).weight", [outputs, inputs])
            return Layer(
                inputs: inputs, outputs: outputs, weight: weight,
                bias: hasBias ? place("\(name).bias", [outputs]) : nil)
        }
        let d = sizes.width
        self.sizes = sizes
        input = layer("input", sizes.components + 1, d)
        parts = layer("parts", sizes.hints, d, hasBias: false)
        position = place("position", [sizes.tokens, d])
        level = layer("time.0", sizes.levelFeatures, d)
        steering = layer("time.2", d, d)
        condition = layer("condition", sizes.conditions, d)
        style = layer("style", sizes.style, d, hasBias: false)
        modulation = layer("modulation", d, 6 * d)
        blocks = (0..<sizes.blocks).map { index in
            let name = "blocks.\(index)"
            return Block(
                table: place("\(name).table", [6 * d]), queryKeyValue: layer("\(name).qkv", d, 3 * d),
                projection: layer("\(name).proj", d, d), up: layer("\(name).up", d, sizes.feedForward),
                down: layer("\(name).down", sizes.feedForward, d))
        }
        finalModulation = layer("finalModulation", d, 2 * d)
        output = layer("output", d, sizes.components)
        self.entries = entries
    }
}
