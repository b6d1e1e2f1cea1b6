// swift-tools-version: 6.3
import PackageDescription

// A package of its own: all of it, the libraries included, is built with libFuzzer's counters and
// the address sanitizer, by `make fuzz`.
let package = Package(
  name: "phibench-fuzz",
  dependencies: [.package(name: "phibench", path: "..")],
  targets: [
    .systemLibrary(name: "CLibFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CLibFuzzer",
        .product(name: "Readers", package: "phibench"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
