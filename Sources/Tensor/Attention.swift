import RealModule

/// Multi-head self-attention without a mask: every token of an item looks at every other.
///
/// B items, T tokens each, H heads of width w; d = H · w.
///
/// Source: Vaswani et al., "Attention is all you need", NeurIPS 2017.
public struct Attention: Sendable, Equatable {
    /// Tokens of an item, T.
    public let tokens: Int
    /// Heads, H.
    public let heads: Int
    /// Width of a head, w.
    public let headWidth: Int

    /// Creates attention of H `heads` of `headWidth` over T `tokens`.
    public init(tokens: Int, heads: Int, headWidth: Int) {
        precondition(tokens > 0 && heads > 0 && headWidth > 0, "positive sizes")
        self.tokens = tokens
        self.heads = heads
        self.headWidth = headWidth
    }

    /// Room for the weights of B `items`: shape [B · H · T, T].
    public func scores(items: Int) -> Matrix { Matrix(rows: items * heads * tokens, columns: tokens) }

    /// Writes softmax(q kᵀ / √w) v of each head.
    ///
    /// - Parameters:
    ///   - qkv: Queries, keys and values side by side, shape [B · T, 3d]; head h is at columns h·w of each third.
    ///   - output: Heads side by side, shape [B · T, d].
    ///   - scores: From ``scores(items:)``; on return who looked at whom, each row summing to 1. Row
    ///     (b · H + h) · T + t holds item b, head h, token t.
    public func apply(qkv: Matrix, into output: inout Matrix, scores: inout Matrix) {
        let items = checkedItems(qkv, output, scores)
        let width = heads * headWidth
        qkv.withPointer { qkv in
            scores.withMutablePointer { scores in
                forEachHead(of: items) { item, head in
                    let query = qkv + item * tokens * 3 * width + head * headWidth
                    let score = scores + (item * heads + head) * tokens * tokens
                    BLAS.multiply(
                        BLAS.Operand(base: query, stride: 3 * width),
                        BLAS.Operand(base: query + width, stride: 3 * width, isTransposed: true),
                        into: BLAS.Operand(base: score, stride: tokens),
                        rows: tokens, columns: tokens, inner: headWidth,
                        scale: 1 / Float(headWidth).squareRoot())
                }
            }
        }
        scores.applySoftmax()
        qkv.withPointer { qkv in
            scores.withPointer { scores in
                output.withMutablePointer { output in
                    forEachHead(of: items) { item, head in
                        let score = scores + (item * heads + head) * tokens * tokens
                        let value = qkv + item * tokens * 3 * width + 2 * width + head * headWidth
                        let result = output + item * tokens * width + head * headWidth
                        BLAS.multiply(
                            BLAS.Operand(base: score, stride: tokens),
                            BLAS.Operand(base: value, stride: 3 * width),
                            into: BLAS.Operand(base: result, stride: width),
                            rows: tokens, columns: headWidth, inner: tokens)
                    }
                }
            }
        }
    }

    /// The definition of ``apply(qkv:into:scores:)``, in `Double`.
    public func applyReference(qkv: Matrix, into output: inout Matrix, scores: inout Matrix) {
        let items = checkedItems(qkv, output, scores)
        let width = heads * headWidth
        for item in 0..<items {
            for head in 0..<heads {
                for t in 0..<tokens {
                    let logits = (0..<tokens).map { other in
                        (0..<headWidth).reduce(0.0) { sum, i in
                            sum + Double(qkv[item * tokens + t, head * headWidth + i])
                                * Double(qkv[item * tokens + other, width + head * headWidth + i])
                        } / Double(headWidth).squareRoot()
                    }
                    let largest = logits.max() ?? 0
                    let powers = logits.map { Double.exp($0 - largest) }
                    let weights = powers.map { $0 / powers.reduce(0, +) }
                    scores[row: (item * heads + head) * tokens + t] = ArraySlice(weights.map { Float($0) })
                    for i in 0..<headWidth {
                        let sum = (0..<tokens).reduce(0.0) { sum, other in
                            sum + weights[other]
                                * Double(qkv[item * tokens + other, 2 * width + head * headWidth + i])
                        }
                        output[item * tokens + t, head * headWidth + i] = Float(sum)
                    }
                }
            }
        }
    }

    private func forEachHead(of items: Int, _ body: (_ item: Int, _ head: Int) -> Void) {
        for item in 0..<items {
            for head in 0..<heads { body(item, head) }
        }
    }

    private func checkedItems(_ qkv: Matrix, _ output: Matrix, _ scores: Matrix) -> Int {
        let width = heads * headWidth
        let items = qkv.rows / tokens
        precondition(qkv.rows == items * tokens && qkv.columns == 3 * width, "q, k, v of whole items")
        precondition(output.rows == qkv.rows && output.columns == width, "room for the outputs")
        precondition(scores.rows == items * heads * tokens && scores.columns == tokens, "room for weights")
        return items
    }
}
