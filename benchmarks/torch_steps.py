"""The peer of dev.quarry.benchmarks.TorchSteps: called by torch.sh, drives both in turn."""
import os
import subprocess
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

STEPS = {"lenet": 40, "resnet18": 2}
ROWS = 512


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.dense, self.head = nn.Linear(800, 500), nn.Linear(500, 10)
        self.drop1, self.drop2 = nn.Dropout(0.25), nn.Dropout(0.5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x), inplace=True), 2)
        x = F.max_pool2d(F.relu(self.conv2(x), inplace=True), 2)
        x = self.drop1(x.flatten(1))
        return self.head(self.drop2(F.relu(self.dense(x), inplace=True)))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm1, self.norm2 = nn.BatchNorm2d(outputs), nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)), inplace=True)
        return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x), inplace=True)


def resnet18():
    layers = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True)]
    planes = 64
    for stage in range(4):
        for block in range(2):
            layers.append(Block(planes, 64 << stage, 2 if stage and not block else 1))
            planes = 64 << stage
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(planes, 10))


class Steps:
    def __init__(self, name, batch, threads):
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        self.batch = batch
        self.shape = (1, 28, 28) if name == "lenet" else (3, 32, 32)
        self.net = LeNet() if name == "lenet" else resnet18()
        if name == "lenet":
            self.optimiser = torch.optim.Adam(self.net.parameters(), lr=1e-3)
        else:
            self.optimiser = torch.optim.SGD(
                self.net.parameters(), lr=0.05, momentum=0.9, nesterov=True, weight_decay=5e-4)
        self.rows = torch.randn(ROWS, *self.shape)
        self.labels = torch.randint(0, 10, (ROWS,))
        self.net.train()

    def run(self, steps):
        begin = time.process_time()
        for _ in range(steps):
            chosen = torch.randint(0, ROWS, (self.batch,))
            self.optimiser.zero_grad()
            loss = F.cross_entropy(self.net((self.rows[chosen] - 0.1) * 1.1), self.labels[chosen])
            loss.backward()
            self.optimiser.step()
            loss.item()
        return (time.process_time() - begin) / steps


def turns(name, batch, threads, rounds):
    ours = subprocess.Popen(
        [os.environ.get("JAVA", "java"), "--enable-native-access=ALL-UNNAMED", "-Xmx2g", "-XX:+UseSerialGC",
         "--add-modules", "jdk.incubator.vector", "dev.quarry.benchmarks.TorchSteps", name, str(batch), str(threads)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def ask(steps):
        ours.stdin.write(f"{steps}\n")
        ours.stdin.flush()
        return float(ours.stdout.readline())

    theirs = Steps(name, batch, threads)
    steps = STEPS[name]
    for _ in range(2):  # until compilers and caches are warm
        ask(steps), theirs.run(steps)
    pairs = [(ask(steps), theirs.run(steps)) for _ in range(rounds)]
    ours.stdin.close()
    ours.wait()
    least = [min(pair[side] for pair in pairs) for side in (0, 1)]
    each = " ".join(f"{a / b:.2f}" for a, b in pairs)
    print(f"{name:10} batch {batch:3} threads {threads}  quarry {least[0]:8.4f} s  "
          f"PyTorch {torch.__version__} {least[1]:8.4f} s  ratio {least[0] / least[1]:.3f}  (turns: {each})", flush=True)


for case in sys.argv[1:]:
    net, batch, threads = case.split(":")
    turns(net, int(batch), int(threads), int(os.environ.get("ROUNDS", "5")))
