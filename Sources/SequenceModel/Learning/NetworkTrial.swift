import Cores
package import Diagnostics
package import Tensor

/// A network alone, as sampling runs it: what benchmarks time and tests compare.
package struct NetworkTrial {
    /// What is where in ``parameters``.
    package let layout: ParameterLayout
    /// The file's weights.
    package let parameters: Parameters
    private let network: Network

    /// Takes a checkpoint's network, to multiply at `precision`.
    ///
    /// - Throws: ``Problem`` when the file is not a checkpoint that can be used.
    package init(_ bytes: [UInt8], path: String, precision: Precision) throws(Problem) {
        let checkpoint = try Checkpoint(parsing: bytes, path: path, precision: precision)
        network = checkpoint.network
        layout = ParameterLayout(checkpoint.configuration.networkSizes)
        parameters = try Parameters(from: Safetensors.parse(bytes, path: path), layout)
    }

    /// Room for passes over a batch, which is cut in two for two cores.
    package func rooms(for batch: NetworkInput) -> [Room] {
        let half = (batch.items + 1) / 2
        return [0..<half, half..<batch.items].filter { !$0.isEmpty }.map { range in
            Room(input: batch.items(range), workspace: network.workspace(items: range.count))
        }
    }

    /// A part of a batch and what its passes work with.
    package final class Room: @unchecked Sendable {
        // Unchecked: one pass at a time uses it.
        fileprivate let input: NetworkInput
        fileprivate var workspace: Network.Workspace
        fileprivate init(input: NetworkInput, workspace: Network.Workspace) {
            self.input = input
            self.workspace = workspace
        }
    }

    /// F of every token, [rows of the part, D], part by part; all items are at the noise level of the first.
    package func guess(_ rooms: [Room]) -> [Matrix] {
        concurrentMap(count: rooms.count) { index in
            let input = rooms[index].input
            return network(
                input.tokens, level: input.levels[0], conditions: input.conditions, styles: input.styles,
                hints: nil, workspace: &rooms[index].workspace)
        }
    }
}
