import Diagnostics
import Tensor

/// A causal transformer over patches: gives the chances of each codebook's entries for the next patch.
///
/// The trunk sees the points before a patch. A small head a codebook sees, besides, the sum of the entries that were
/// drawn of the patch so far. A row's results depend on its item's own rows alone.
///
/// Source: Radford et al., "Language models are unsupervised multitask learners", 2019 (normalised before each
/// branch); heads one after the other as in Lee et al., "Autoregressive image generation using residual quantization",
/// CVPR 2022, here one layer each.
struct CodeNetwork: Sendable {
    /// Attention and feed-forward with their residual branches.
    private struct Block: Sendable {
        let attentionNorm: LayerNorm
        let queryKeyValue: Linear
        let projection: Linear
        let feedForwardNorm: LayerNorm
        let up: Linear
        let down: Linear
    }

    /// Gives the chances of one codebook.
    private struct Head: Sendable {
        /// Of the entries drawn so far, without bias.
        let drawn: Linear
        let middle: Linear
        let output: Linear
    }

    private let attention: Attention
    private let input: Linear
    /// Added at each position, [T, d].
    private let position: Matrix
    private let blocks: [Block]
    private let end: LayerNorm
    private let heads: [Head]

    /// Keys and values of each block.
    typealias Memory = [Attention.Memory]

    /// Takes the weights from a file; names and shapes as PyTorch writes them.
    ///
    /// - Parameter precision: Of the products of blocks and heads, which are nearly all there is to do.
    init(from file: Safetensors, _ sizes: CodeSizes, precision: Precision) throws(Problem) {
        let d = sizes.width
        attention = Attention(tokens: sizes.tokens, heads: sizes.heads, headWidth: d / sizes.heads)
        input = try file.linear("input", inputs: sizes.inputSize, outputs: d)
        position = try file.matrix("position", rows: sizes.tokens, columns: d)
        end = try LayerNorm(from: file, "norm", width: d)
        func layer(_ name: String, _ inputs: Int, _ outputs: Int, biased: Bool = true) throws(Problem)
            -> Linear
        {
            try file.linear(name, inputs: inputs, outputs: outputs, biased: biased, precision: precision)
        }
        var blocks: [Block] = []
        for index in 0..<sizes.blocks {
            let name = "blocks.\(index)"
            blocks.append(
                Block(
                    attentionNorm: try LayerNorm(from: file, "\(name).n1", width: d),
                    queryKeyValue: try layer("\(name).qkv", d, 3 * d),
                    projection: try layer("\(name).proj", d, d),
                    feedForwardNorm: try LayerNorm(from: file, "\(name).n2", width: d),
                    up: try layer("\(name).up", d, sizes.feedForward),
                    down: try layer("\(name).down", sizes.feedForward, d)))
        }
        self.blocks = blocks
        var heads: [Head] = []
        for book in 0..<sizes.books {
            heads.append(
                Head(
                    drawn: try layer("sofar.\(book)", sizes.components, d, biased: false),
                    middle: try layer("mid.\(book)", d, d),
                    output: try layer("out.\(book)", d, sizes.entries)))
        }
        self.heads = heads
    }

    /// The memory of `items` that have seen nothing.
    func memory(items: Int) -> Memory { blocks.map { _ in attention.memory(items: items) } }

    /// What the trunk makes of n new rows of each of B items, [B · n, d].
    ///
    /// - Parameters:
    ///   - seen: What is seen before each patch, [B · n, inputs].
    ///   - first: Position of each item's first new row.
    ///   - memory: What the items have seen; grows by these rows.
    func trunk(_ seen: Matrix, at first: Int, memory: inout Memory) -> Matrix {
        var hidden = input(seen)
        let items = memory.first?.items(width: position.columns) ?? 1
        hidden.addRepeating(position.rows(first..<first + seen.rows / items))
        for (index, block) in blocks.enumerated() {
            let mixed = attention.lookingBack(
                block.queryKeyValue(block.attentionNorm(hidden)), memory: &memory[index])
            hidden.add(block.projection(mixed))
            var wide = block.up(block.feedForwardNorm(hidden))
            wide.applyGELU()
            hidden.add(block.down(wide))
        }
        return end(hidden)
    }

    /// How likely each entry of a book is, as logits [B, V], for the trunk's rows [B, d] and the sums of the entries
    /// drawn before, [B, D].
    func logits(book: Int, _ trunk: Matrix, drawn: Matrix) -> Matrix {
        let head = heads[book]
        var hidden = head.drawn(drawn)
        hidden.add(trunk)
        var middle = head.middle(hidden)
        middle.applyGELU()
        middle.add(hidden)
        return head.output(middle)
    }
}
