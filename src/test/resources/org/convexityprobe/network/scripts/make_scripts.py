"""Files of TorchScript that are to be refused, beside those of docs/examples/any_network.py; run in the root with the folder."""
import torch, sys, os
from torch import nn
sys.path.insert(0, 'docs/examples')
import any_network as a
f=sys.argv[1]
torch.manual_seed(1)
torch.jit.trace(a.Vgg().train(), torch.zeros(2,1,8,8), check_trace=False).save(f+"/training-mode.pt")
class Fixed(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,3)
    def forward(self,x): return self.l(x.view(4,64))
torch.jit.trace(Fixed(), torch.zeros(4,1,8,8)).save(f+"/fixed-batch.pt")
class Pair(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,3)
    def forward(self,x):
        y=self.l(x.flatten(1)); return y*2, y
torch.jit.script(Pair()).save(f+"/tuple.pt")
class Sum(nn.Module):
    def forward(self,x): return x.flatten(1)[:,:3]
torch.jit.script(Sum()).save(f+"/no-parameters.pt")
m=Fixed(); 
with torch.no_grad(): m.l.weight[0,0]=float('nan')
torch.jit.script(m).save(f+"/nan.pt")
torch.jit.script(Pair().half()).save(f+"/half.pt")
torch.save(Pair().state_dict(), f+"/state-dict.pt")
torch.jit.trace(nn.Sequential(nn.Linear(4,5),nn.ReLU(),nn.Linear(5,3)), torch.zeros(2,4)).save(f+"/table.pt")
