import Diagnostics
import Tensor

/// A small net over decoded patches that gives back what quantisation took.
///
/// Codes are right to some centimetres, and what they leave out makes limbs tremble and feet slide. Most of it can be
/// told from the movement around. Convolutions over patches predict a correction; beyond the window's ends are zeros.
///
/// Source: the post-net of Shen et al., "Natural TTS synthesis by conditioning WaveNet on mel spectrogram
/// predictions", ICASSP 2018, here with residual branches.
struct CodePostnet: Sendable {
    /// A residual branch that sees the patch before and after.
    private struct Block: Sendable {
        let norm: LayerNorm
        let up: Linear
        let down: Linear
    }

    private let input: Linear
    private let blocks: [Block]
    private let end: LayerNorm
    private let output: Linear

    /// Patches before and after one that its correction depends on.
    var reach: Int { blocks.count }

    /// Takes the weights from a file; names and shapes as PyTorch writes them, behind `post.`.
    init(from file: Safetensors, _ sizes: CodeSizes, precision: Precision) throws(Problem) {
        let d = sizes.width
        func layer(_ name: String, _ inputs: Int, _ outputs: Int) throws(Problem) -> Linear {
            try file.linear("post.\(name)", inputs: inputs, outputs: outputs, precision: precision)
        }
        input = try layer("input", sizes.inputSize, d)
        var blocks: [Block] = []
        for index in 0..<sizes.postBlocks {
            blocks.append(
                Block(
                    norm: try LayerNorm(from: file, "post.blocks.\(index).norm", width: d),
                    up: try layer("blocks.\(index).up", 3 * d, sizes.postFeedForward),
                    down: try layer("blocks.\(index).down", sizes.postFeedForward, d)))
        }
        self.blocks = blocks
        end = try LayerNorm(from: file, "post.norm", width: d)
        output = try layer("output", d, sizes.patchSize)
    }

    /// Corrections of each patch, [B · n, 2 · 139] in units of their scale, for what is seen with it of each of B
    /// items, [B · n, 4 · 139].
    func corrections(of seen: Matrix, items: Int) -> Matrix {
        var hidden = input(seen)
        for block in blocks {
            var wide = block.up(Self.withNeighbors(block.norm(hidden), items: items))
            wide.applyGELU()
            hidden.add(block.down(wide))
        }
        return output(end(hidden))
    }

    /// Each row between the one before and the one after it of the same item, [B · n, 3d].
    private static func withNeighbors(_ x: Matrix, items: Int) -> Matrix {
        let n = x.rows / items
        let nothing = Array(repeating: Float(0), count: x.columns)
        var values: [Float] = []
        values.reserveCapacity(3 * x.values.count)
        for item in 0..<items {
            let padded = nothing + x.values[item * n * x.columns..<(item + 1) * n * x.columns] + nothing
            // Rows lie behind each other, so three neighbours are a stretch.
            for row in 0..<n { values += padded[row * x.columns..<(row + 3) * x.columns] }
        }
        return Matrix(rows: x.rows, columns: 3 * x.columns, values: values)
    }
}
