/// Attention that looks back only: a token looks at itself and at those before it.
///
/// Keys and values of earlier tokens are remembered, so that tokens can come one at a time, at most T of them. An
/// item's results depend on its own tokens alone, and come out the same whether these come together or one by one.
extension Attention {
    /// Keys and values of the tokens so far.
    public struct Memory: Sendable, Equatable {
        /// Tokens of each item so far.
        public internal(set) var count = 0
        /// Row b · d + i holds number i of item b's keys, a column a token.
        var keys: Matrix
        /// Row b · tokens + t holds the values of item b's token t.
        var values: Matrix

        /// Items that it remembers, for attention of this `width`.
        public func items(width: Int) -> Int { keys.rows / width }

        /// The memory of `items` that share the past of this one's only item.
        public func repeated(_ items: Int) -> Memory {
            Memory(
                count: count, keys: Matrix(repeating: keys, times: items),
                values: Matrix(repeating: values, times: items))
        }
    }

    /// An empty memory for `items`.
    public func memory(items: Int) -> Memory {
        let width = heads * headWidth
        return Memory(
            keys: Matrix(rows: items * width, columns: tokens),
            values: Matrix(rows: items * tokens, columns: width))
    }

    /// What n new tokens of each of B items gather, [B · n, d], from their queries, keys and values side by side,
    /// [B · n, 3d]; the memory grows by them.
    public func lookingBack(_ qkv: Matrix, memory: inout Memory) -> Matrix {
        let width = heads * headWidth
        let items = memory.values.rows / tokens
        let new = qkv.rows / items
        precondition(
            qkv.columns == 3 * width && new * items == qkv.rows, "q, k, v of as many tokens for each item")
        precondition(memory.count + new <= tokens, "no more tokens than remembered")
        var output = Matrix(rows: qkv.rows, columns: width)
        let (tokens, first) = (tokens, memory.count)
        qkv.withPointer { qkv in
            memory.keys.withMutablePointer { keys in
                memory.values.withMutablePointer { values in
                    output.withMutablePointer { output in
                        for item in 0..<items {
                            for t in 0..<new {
                                let row = item * new + t
                                let query = qkv + row * 3 * width
                                let keys = keys + item * width * tokens
                                let values = values + item * tokens * width
                                let at = first + t
                                for i in 0..<width { keys[i &* tokens &+ at] = query[width &+ i] }
                                (values + at * width).update(from: query + 2 * width, count: width)
                                gather(query, keys, values, count: at + 1, into: output + row * width)
                            }
                        }
                    }
                }
            }
        }
        memory.count += new
        return output
    }

    /// softmax(q kᵀ / √w) v of one token over `count` tokens.
    private func gather(
        _ query: Kernels.Input, _ keys: Kernels.Input, _ values: Kernels.Input, count: Int,
        into output: Kernels.Output
    ) {
        let (width, headWidth, tokens) = (heads * headWidth, headWidth, tokens)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { logits in
            for head in 0..<heads {
                logits.update(repeating: 0)
                guard let weights = logits.baseAddress else { return }
                for i in head * headWidth..<(head + 1) * headWidth {
                    let (q, row) = (query[i], keys + (i &* tokens))
                    for t in 0..<count { weights[t] += q * row[t] }
                }
                Kernels.best.softmax(
                    weights, rows: 1, columns: count, scale: 1 / Float(headWidth).squareRoot())
                let output = output + head * headWidth
                for t in 0..<count {
                    let (weight, row) = (weights[t], values + (t &* width &+ head &* headWidth))
                    for i in 0..<headWidth { output[i] += weight * row[i] }
                }
            }
        }
    }
}

extension Matrix {
    /// The rows of `matrix` as often as `times`, one copy below the other.
    fileprivate init(repeating matrix: Matrix, times: Int) {
        self.init(
            rows: matrix.rows * times, columns: matrix.columns,
            values: Array(repeatElement(matrix.values, count: times).joined()))
    }
}
