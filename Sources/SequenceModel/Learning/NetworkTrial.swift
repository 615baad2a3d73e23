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

    /// Room for passes over `items`, each on a core of its own as proposals are.
    package func rooms(items: Int) -> [Room] {
        (0..<items).map { _ in Room(workspace: network.workspace(items: 1)) }
    }

    /// What one item's passes work with.
    package final class Room: @unchecked Sendable {
        // Unchecked: one pass at a time uses it.
        fileprivate var workspace: Network.Workspace
        fileprivate init(workspace: Network.Workspace) { self.workspace = workspace }
    }

    /// F of every token of items at one noise level, [B · T, D].
    package func guess(_ items: [NetworkInput], rooms: [Room]) -> [Matrix] {
        concurrentMap(count: items.count) { index in
            let item = items[index]
            return network(
                item.tokens, level: item.levels[0], conditions: item.conditions, styles: item.styles,
                hints: nil,
                workspace: &rooms[index].workspace)
        }
    }
}
