// swift-tools-version: 6.2
import PackageDescription

/// Choreo's reader and writer beside others, in one run on one machine.
///
/// A package of its own, so that nobody builds it who only wants Choreo. `Benchmarks/run` installs what the others need.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "choreo", path: "..")],
    targets: [
        // The others, each as fast as its maker would build it here.
        .target(
            name: "Peers",
            cSettings: [.unsafeFlags(["-O3", "-march=native"])],
            cxxSettings: [.unsafeFlags(["-O3", "-march=native"])],
            linkerSettings: [.linkedLibrary("assimp")]),
        .executableTarget(
            name: "benchmarks",
            dependencies: ["Peers", .product(name: "BVHFormat", package: "choreo")],
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
